"""Cancelled or out of time, what has come is returned.

Rule: when the caller is cancelled the call ends cancelled
Finding: swallowed-cancel
"""

import asyncio


async def discover(recv, expected, budget):
    replies = []

    async def collect():
        while len(replies) < expected:
            replies.append(await recv())

    task = asyncio.create_task(collect())
    try:
        await asyncio.wait({task}, timeout=budget)
    except asyncio.CancelledError:
        pass
    if not task.done():
        task.cancel()
        await asyncio.wait({task})
    elif task.exception():
        raise task.exception()
    return replies
