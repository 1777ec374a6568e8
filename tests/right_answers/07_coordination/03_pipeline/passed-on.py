"""One stop marker a stage; each who gets it puts it back for the next."""

import asyncio


async def run_pipeline(source, fetch, parse, store, *, workers=1, buffer=2):
    items = iter(source)
    pages, documents = asyncio.Queue(buffer + 1), asyncio.Queue(buffer + 1)
    stored = 0

    async def fetching():
        for item in items:
            await pages.put(await fetch(item))

    async def parsing():
        while (page := await pages.get()) is not None:
            await documents.put(await parse(page))
        await pages.put(None)

    async def storing():
        nonlocal stored
        while (document := await documents.get()) is not None:
            await store(document)
            stored += 1
        await documents.put(None)

    async def stage(work, end):
        async with asyncio.TaskGroup() as crew:
            for _ in range(workers):
                crew.create_task(work())
        if end is not None:
            await end.put(None)

    async with asyncio.TaskGroup() as group:
        group.create_task(stage(fetching, pages))
        group.create_task(stage(parsing, documents))
        group.create_task(stage(storing, None))
    return stored
