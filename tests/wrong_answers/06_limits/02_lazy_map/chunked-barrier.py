"""Batches of `limit` items.

Rule: each result comes as soon as it is there
Finding: chunked-barrier
"""

import asyncio
from itertools import islice


async def map_unordered(fn, source, limit):
    items = iter(source)
    while batch := list(islice(items, limit)):
        tasks = [asyncio.create_task(fn(item)) for item in batch]
        try:
            for result in await asyncio.gather(*tasks):
                yield result
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
