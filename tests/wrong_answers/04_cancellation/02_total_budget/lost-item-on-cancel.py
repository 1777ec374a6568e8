"""Each slice cancels recv() and calls it again.

Rule: it is over when enough devices have replied
Finding: lost-item-on-cancel
"""

import asyncio


async def discover(recv, expected, budget):
    loop = asyncio.get_running_loop()
    deadline = loop.time() + budget
    replies = []
    while len(replies) < expected and loop.time() < deadline:
        try:
            replies.append(await asyncio.wait_for(recv(), budget / 4))
        except TimeoutError:
            continue
    return replies
