"""Queues without a maxsize.

Rule: a slow stage holds up those before it
Finding: unbounded-queue
"""

import asyncio


async def run_pipeline(source, fetch, parse, store, *, workers=1, buffer=2):
    items = iter(source)
    pages, documents = asyncio.Queue(), asyncio.Queue()
    stored = 0

    async def fetching():
        for item in items:
            await pages.put(await fetch(item))

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
        fetchers = [group.create_task(fetching()) for _ in range(workers)]
        others = [group.create_task(parsing()) for _ in range(workers)]
        others += [group.create_task(storing()) for _ in range(workers)]
        await asyncio.wait(fetchers)
        await pages.join()
        await documents.join()
        for worker in others:
            worker.cancel()
    return stored
