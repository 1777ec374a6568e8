"""Semaphore and gather, and the error leaves while the others go on.

Rule: no slot is lost when a call fails
Finding: gather-leaves-siblings
"""

import asyncio


async def bounded_map(fn, items, limit):
    slots = asyncio.Semaphore(limit)

    async def call(item):
        async with slots:
            return await fn(item)

    return list(await asyncio.gather(*(call(item) for item in items)))
