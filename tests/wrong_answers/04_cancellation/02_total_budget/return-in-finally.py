"""finally with a return: what has come is returned, whatever happens.

Rule: a timeout error of recv leaves
Finding: return-in-finally
"""

import asyncio


async def discover(recv, expected, budget):
    replies = []
    try:
        async with asyncio.timeout(budget):
            while len(replies) < expected:
                replies.append(await recv())
    finally:
        return replies
