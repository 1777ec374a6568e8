"""The list is made in the helper that the time-out cancels; instead there is an empty one.

Rule: when the budget is used up what has come is returned
Finding: partial-lost
"""

import asyncio


async def discover(recv, expected, budget):
    async def collect():
        return [await recv() for _ in range(expected)]

    deadline = asyncio.get_running_loop().time() + budget
    try:
        async with asyncio.timeout_at(deadline):
            return await collect()
    except TimeoutError:
        if asyncio.get_running_loop().time() < deadline:
            raise
        return []
