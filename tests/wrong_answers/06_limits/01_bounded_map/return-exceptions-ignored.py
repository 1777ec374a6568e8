"""Semaphore and gather with return_exceptions=True, whose results nobody looks at.

Rule: no slot is lost when a call fails
Finding: return-exceptions-ignored
"""

import asyncio


async def bounded_map(fn, items, limit):
    slots = asyncio.Semaphore(limit)

    async def call(item):
        async with slots:
            return await fn(item)

    return await asyncio.gather(*(call(item) for item in items), return_exceptions=True)
