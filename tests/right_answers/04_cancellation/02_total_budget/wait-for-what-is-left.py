"""wait_for with what is left of the budget, for each reply."""

import asyncio


async def discover(recv, expected, budget):
    loop = asyncio.get_running_loop()
    deadline = loop.time() + budget
    replies = []
    while len(replies) < expected and loop.time() < deadline:
        try:
            replies.append(await asyncio.wait_for(recv(), deadline - loop.time()))
        except TimeoutError:
            if loop.time() < deadline:
                raise
    return replies
