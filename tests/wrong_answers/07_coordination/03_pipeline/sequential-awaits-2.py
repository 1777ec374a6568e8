"""Each worker takes one item through all stages.

Rule: the stages overlap
Finding: sequential-awaits
"""

import asyncio


async def run_pipeline(source, fetch, parse, store, *, workers=1, buffer=2):
    items, stored = iter(source), 0

    async def work():
        nonlocal stored
        for item in items:
            await store(await parse(await fetch(item)))
            stored += 1

    async with asyncio.TaskGroup() as group:
        for _ in range(workers):
            group.create_task(work())
    return stored
