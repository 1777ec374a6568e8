"""gather over all items: the limit is never looked at.

Rule: exactly limit calls are in flight
Finding: unbounded-concurrency
"""

import asyncio


async def bounded_map(fn, items, limit):
    return list(await asyncio.gather(*(fn(item) for item in items)))
