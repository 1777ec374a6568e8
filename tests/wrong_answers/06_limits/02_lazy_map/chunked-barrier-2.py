"""Batches of `limit` items, each result as it comes; the next batch waits all the same.

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
            for finished in asyncio.as_completed(tasks):
                yield await finished
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
