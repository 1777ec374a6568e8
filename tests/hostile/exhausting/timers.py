"""Start a million timers."""

import asyncio


async def run_both(foo, bar):
    async with asyncio.TaskGroup() as group:
        for number in range(1_000_000):
            group.create_task(asyncio.sleep(number))
