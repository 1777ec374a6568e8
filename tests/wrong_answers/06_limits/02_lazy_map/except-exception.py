"""Tidy up on an Exception: neither a cancellation nor aclose() is one.

Rule: aclose leaves no call in flight
Finding: agen-not-closed
"""

import asyncio
from itertools import islice


async def map_unordered(fn, source, limit):
    items, tasks = iter(source), set()
    try:
        while True:
            for item in islice(items, limit - len(tasks)):
                tasks.add(asyncio.create_task(fn(item)))
            if not tasks:
                return
            done, tasks = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                yield task.result()
    except Exception:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise
