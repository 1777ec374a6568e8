"""Stop markers; the last worker of a stage puts one for each of the next."""

import asyncio


async def run_pipeline(source, fetch, parse, store, *, workers=1, buffer=2):
    items = iter(source)
    pages, documents = asyncio.Queue(buffer), asyncio.Queue(buffer)
    stored = 0
    left = {"fetch": workers, "parse": workers}

    async def fetching():
        for item in items:
            await pages.put(await fetch(item))
        left["fetch"] -= 1
        if not left["fetch"]:
            for _ in range(workers):
                await pages.put(None)

    async def parsing():
        while (page := await pages.get()) is not None:
            await documents.put(await parse(page))
        left["parse"] -= 1
        if not left["parse"]:
            for _ in range(workers):
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
