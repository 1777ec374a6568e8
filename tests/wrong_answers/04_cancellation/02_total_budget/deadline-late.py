"""Look at the clock before each reply; the last one may take as long as it likes.

Rule: when the budget is used up what has come is returned
Finding: deadline-late
"""

import asyncio


async def discover(recv, expected, budget):
    loop = asyncio.get_running_loop()
    deadline = loop.time() + budget
    replies = []
    while len(replies) < expected and loop.time() < deadline:
        replies.append(await recv())
    return replies
