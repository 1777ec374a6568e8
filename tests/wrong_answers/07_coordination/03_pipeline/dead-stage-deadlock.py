"""The tasks are watched only at the end, which never comes.

Rule: when a call fails the others are cancelled
Finding: dead-stage-deadlock
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
        while True:
            await documents.put(await parse(await pages.get()))
            pages.task_done()

    async def storing():
        nonlocal stored
        while True:
            await store(await documents.get())
            stored += 1
            documents.task_done()

    fetchers = [asyncio.create_task(fetching()) for _ in range(workers)]
    others = [asyncio.create_task(parsing()) for _ in range(workers)]
    others += [asyncio.create_task(storing()) for _ in range(workers)]
    await asyncio.wait(fetchers)
    await pages.join()
    await documents.join()
    for worker in others:
        worker.cancel()
    await asyncio.wait(others)
    return stored
