"""Append each result when it is there.

Rule: the results stand in the order of the items
Finding: order-by-completion
"""

import asyncio


async def bounded_map(fn, items, limit):
    slots, results = asyncio.Semaphore(limit), []

    async def call(item):
        async with slots:
            results.append(await fn(item))

    async with asyncio.TaskGroup() as group:
        for item in items:
            group.create_task(call(item))
    return results
