"""A task for every item of the source; the semaphore limits only how many work.

Rule: few items are taken ahead
Finding: task-explosion
"""

import asyncio


async def map_unordered(fn, source, limit):
    slots = asyncio.Semaphore(limit)

    async def call(item):
        async with slots:
            return await fn(item)

    tasks = [asyncio.create_task(call(item)) for item in source]
    try:
        for finished in asyncio.as_completed(tasks):
            yield await finished
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
