"""asyncio.wait for each reply, with what is left; the last recv is cancelled and waited for."""

import asyncio
import time


async def discover(recv, expected, budget):
    start = time.monotonic()
    replies = []
    while len(replies) < expected:
        task = asyncio.ensure_future(recv())
        try:
            left = max(0, budget - (time.monotonic() - start))
            await asyncio.wait([task], timeout=left)
        finally:
            if not task.done():
                task.cancel()
                await asyncio.wait([task])
        if task.cancelled():
            return replies
        replies.append(task.result())
    return replies
