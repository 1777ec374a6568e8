"""A timeout around each reply.

Rule: when the budget is used up what has come is returned
Finding: timeout-per-step
"""

import asyncio


async def discover(recv, expected, budget):
    replies = []
    while len(replies) < expected:
        try:
            replies.append(await asyncio.wait_for(recv(), budget))
        except TimeoutError:
            break
    return replies
