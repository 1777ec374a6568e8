"""A fourth task feeds the fetchers from a queue of its own."""

import asyncio


async def run_pipeline(source, fetch, parse, store, *, workers=1, buffer=2):
    begun = asyncio.Queue(1)
    pages, documents = asyncio.Queue(buffer), asyncio.Queue(buffer)
    stored = 0

    async def fetching():
        while True:
            await pages.put(await fetch(await begun.get()))
            begun.task_done()

    async def parsing():
        while True:
            await documents.put(await parse(await pages.get()))
            pages.task_done()

    async def storing():
        nonlocal stored
        while True:
            await store(await documents.get())
            stored += 1
            documents.task_done()

    async with asyncio.TaskGroup() as group:
        crew = [
            group.create_task(work())
            for work in (fetching, parsing, storing)
            for _ in range(workers)
        ]
        for item in source:
            await begun.put(item)
        for queue in (begun, pages, documents):
            await queue.join()
        for worker in crew:
            worker.cancel()
    return stored
