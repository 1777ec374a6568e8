"""Hold the semaphore while the task is created, not while it runs.

Rule: exactly limit calls are in flight
Finding: unbounded-concurrency
"""

import asyncio


async def bounded_map(fn, items, limit):
    slots = asyncio.Semaphore(limit)
    tasks = []
    for item in items:
        async with slots:
            tasks.append(asyncio.create_task(fn(item)))
    return list(await asyncio.gather(*tasks))
