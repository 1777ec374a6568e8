"""An async generator inside the block, and an inner function for the block itself."""

import asyncio


async def discover(recv, expected, budget):
    async def receive():
        for _ in range(expected):
            yield await recv()

    replies = []
    alarm = asyncio.timeout(budget)
    try:
        async with alarm:
            async for reply in receive():
                replies.append(reply)
    except asyncio.TimeoutError:
        if alarm.expired():
            return replies
        raise
    return replies
