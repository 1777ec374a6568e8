"""`limit` workers that share one iterator."""

import asyncio


async def bounded_map(fn, items, limit):
    results = [None] * len(items)
    numbered = enumerate(items)

    async def work():
        for number, item in numbered:
            results[number] = await fn(item)

    async with asyncio.TaskGroup() as group:
        for _ in range(limit):
            group.create_task(work())
    return results
