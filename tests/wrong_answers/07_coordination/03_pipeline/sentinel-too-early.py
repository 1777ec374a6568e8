"""The first fetcher that finds nothing left stops all the parsers.

Rule: every item is stored
Finding: sentinel-too-early
"""

import asyncio


async def run_pipeline(source, fetch, parse, store, *, workers=1, buffer=2):
    items = iter(source)
    pages, documents = asyncio.Queue(buffer), asyncio.Queue(buffer)
    stored, told = 0, []

    async def fetching():
        for item in items:
            await pages.put(await fetch(item))
        if not told:
            told.append(True)
            for _ in range(workers):
                await pages.put(None)

    async def parsing():
        while (page := await pages.get()) is not None:
            await documents.put(await parse(page))
        await documents.put(None)

    async def storing():
        nonlocal stored
        while (document := await documents.get()) is not None:
            await store(document)
            stored += 1

    async with asyncio.TaskGroup() as group:
        for work in (fetching, parsing, storing):
            for _ in range(workers):
                group.create_task(work())
    return stored
