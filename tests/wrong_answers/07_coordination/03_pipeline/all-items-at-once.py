"""A task for each item, all of them at once: the gates do not hold up the first stage.

Rule: a slow stage holds up those before it
Finding: none
"""

import asyncio


async def run_pipeline(source, fetch, parse, store, *, workers=1, buffer=2):
    gates = [asyncio.Semaphore(workers) for _ in range(3)]

    async def carry(item):
        for gate, step in zip(gates, (fetch, parse, store)):
            async with gate:
                item = await step(item)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(carry(item)) for item in source]
    return len(tasks)
