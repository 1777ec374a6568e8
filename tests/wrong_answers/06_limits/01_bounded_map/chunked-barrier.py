"""Batches of `limit` items, one gather after the other.

Rule: a free slot is used at once
Finding: chunked-barrier
"""

import asyncio


async def bounded_map(fn, items, limit):
    results = []
    for start in range(0, len(items), limit):
        batch = items[start : start + limit]
        results += await asyncio.gather(*(fn(item) for item in batch))
    return results
