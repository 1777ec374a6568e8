"""Yield inside a TaskGroup: the caller's leaving becomes an ExceptionGroup.

Rule: aclose leaves no call in flight
Finding: yield-holding-resource
"""

import asyncio
from itertools import islice


async def map_unordered(fn, source, limit):
    items, tasks = iter(source), set()
    async with asyncio.TaskGroup() as group:
        while True:
            for item in islice(items, limit - len(tasks)):
                tasks.add(group.create_task(fn(item)))
            if not tasks:
                return
            done, tasks = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                yield task.result()
