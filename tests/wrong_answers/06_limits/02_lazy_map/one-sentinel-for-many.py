"""A queue of items with one None at its end: one worker takes it, the others wait on.

Rule: all results are yielded then the iteration ends
Finding: one-sentinel-for-many
"""

import asyncio


async def map_unordered(fn, source, limit):
    items, results = asyncio.Queue(maxsize=1), asyncio.Queue(maxsize=1)

    async def feed():
        for item in source:
            await items.put(item)
        await items.put(None)

    async def work():
        while (item := await items.get()) is not None:
            await results.put(await fn(item))

    async def work_all():
        async with asyncio.TaskGroup() as group:
            group.create_task(feed())
            for _ in range(limit):
                group.create_task(work())
        await results.put(None)

    working = asyncio.create_task(work_all())
    try:
        while (result := await results.get()) is not None:
            yield result
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
