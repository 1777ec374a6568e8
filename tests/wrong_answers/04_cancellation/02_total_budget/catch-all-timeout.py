"""Every TimeoutError is taken for the end of the budget.

Rule: a timeout error of recv leaves
Finding: catch-all-timeout
"""

import asyncio


async def discover(recv, expected, budget):
    replies = []
    try:
        async with asyncio.timeout(budget):
            while len(replies) < expected:
                replies.append(await recv())
    except TimeoutError:
        pass
    return replies
