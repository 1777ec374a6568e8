"""A helper appends to a list that is not its own, in a task that is cancelled at the end."""

import asyncio


async def discover(recv, expected, budget):
    replies = []

    async def collect():
        while len(replies) < expected:
            replies.append(await recv())

    task = asyncio.create_task(collect())
    try:
        await asyncio.wait({task}, timeout=budget)
    finally:
        task.cancel()
        await asyncio.wait({task})
    if not task.cancelled():
        task.result()
    return replies
