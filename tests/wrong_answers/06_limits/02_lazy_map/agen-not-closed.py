"""A window of tasks, but nothing around the yield.

Rule: aclose leaves no call in flight
Finding: agen-not-closed
"""

import asyncio
from itertools import islice


async def map_unordered(fn, source, limit):
    items, tasks = iter(source), set()
    while True:
        for item in islice(items, limit - len(tasks)):
            tasks.add(asyncio.create_task(fn(item)))
        if not tasks:
            return
        done, tasks = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            yield task.result()
