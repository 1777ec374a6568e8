"""Wait for something that nobody can do."""

import asyncio


async def run_both(foo, bar):
    await asyncio.Event().wait()
