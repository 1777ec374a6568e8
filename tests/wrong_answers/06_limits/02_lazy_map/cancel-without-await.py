"""Cancel the running calls, and leave before they are gone.

Rule: aclose leaves no call in flight
Finding: cancel-without-await
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
    finally:
        for task in tasks:
            task.cancel()
