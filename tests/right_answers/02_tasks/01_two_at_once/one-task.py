"""A task for foo only; bar runs in the function itself."""

import asyncio


async def run_both(foo, bar):
    task = asyncio.create_task(foo())
    second = await bar()
    return await task, second
