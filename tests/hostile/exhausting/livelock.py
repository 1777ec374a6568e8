"""Ask the loop for a turn, without end."""

import asyncio


async def run_both(foo, bar):
    while True:
        await asyncio.sleep(0)
