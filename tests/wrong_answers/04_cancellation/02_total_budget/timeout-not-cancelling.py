"""asyncio.wait with what is left of the budget; nobody stops the last recv().

Rule: when the budget is used up what has come is returned
Finding: timeout-not-cancelling
"""

import asyncio


async def discover(recv, expected, budget):
    loop = asyncio.get_running_loop()
    deadline = loop.time() + budget
    replies = []
    while len(replies) < expected:
        task = asyncio.ensure_future(recv())
        done, _ = await asyncio.wait({task}, timeout=deadline - loop.time())
        if not done:
            break
        replies.append(task.result())
    return replies
