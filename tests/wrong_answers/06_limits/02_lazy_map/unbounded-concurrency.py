"""A task for every item of the source, and nothing that limits them.

Rule: exactly limit calls are in flight
Finding: unbounded-concurrency
"""

import asyncio


async def map_unordered(fn, source, limit):
    tasks = [asyncio.create_task(fn(item)) for item in source]
    try:
        for finished in asyncio.as_completed(tasks):
            yield await finished
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
