"""Workers that put their results into a queue without a bound.

Rule: a slow caller slows the source down
Finding: unbounded-queue
"""

import asyncio


async def map_unordered(fn, source, limit):
    items, results, end = iter(source), asyncio.Queue(), object()

    async def work():
        for item in items:
            await results.put(await fn(item))

    async def work_all():
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(limit):
                    group.create_task(work())
        finally:
            await results.put(end)

    working = asyncio.create_task(work_all())
    try:
        while (result := await results.get()) is not end:
            yield result
        await working
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
