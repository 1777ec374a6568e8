"""Short slices of waiting, with a look at the clock after each.

Rule: nothing wakes up in between
Finding: busy-wait
"""

import asyncio


async def discover(recv, expected, budget):
    loop = asyncio.get_running_loop()
    deadline = loop.time() + budget
    replies = []
    while len(replies) < expected:
        task = asyncio.create_task(recv())
        try:
            while not task.done() and loop.time() < deadline:
                await asyncio.wait({task}, timeout=min(0.5, deadline - loop.time()))
        finally:
            if not task.done():
                task.cancel()
                await asyncio.wait({task})
        if task.cancelled():
            break
        replies.append(task.result())
    return replies
