"""A new semaphore in each call: nobody shares it.

Rule: exactly limit calls are in flight
Finding: semaphore-per-call
"""

import asyncio


async def bounded_map(fn, items, limit):
    async def call(item):
        async with asyncio.Semaphore(limit):
            return await fn(item)

    return list(await asyncio.gather(*(call(item) for item in items)))
