"""The stages in a gather: when one fails, the others run on.

Rule: when a call fails the others are cancelled
Finding: gather-leaves-siblings
"""

import asyncio


async def run_pipeline(source, fetch, parse, store, *, workers=1, buffer=2):
    items = iter(source)
    pages, documents = asyncio.Queue(buffer), asyncio.Queue(buffer)
    stored = 0

    async def fetching():
        for item in items:
            await pages.put(await fetch(item))

    async def parsing():
        while (page := await pages.get()) is not None:
            await documents.put(await parse(page))

    async def storing():
        nonlocal stored
        while (document := await documents.get()) is not None:
            await store(document)
            stored += 1

    async def stage(work, end):
        await asyncio.gather(*(work() for _ in range(workers)))
        for _ in range(workers):
            await end.put(None)

    await asyncio.gather(
        stage(fetching, pages), stage(parsing, documents), stage(storing, asyncio.Queue())
    )
    return stored
