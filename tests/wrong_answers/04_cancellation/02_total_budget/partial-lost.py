"""The list is made in the helper that the time-out cancels; the TimeoutError leaves.

Rule: when the budget is used up what has come is returned
Finding: partial-lost
"""

import asyncio


async def discover(recv, expected, budget):
    async def collect():
        replies = []
        for _ in range(expected):
            replies.append(await recv())
        return replies

    return await asyncio.wait_for(collect(), budget)
