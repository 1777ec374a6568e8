"""Two tasks, then two awaits, as in the article."""

import asyncio


async def run_both(foo, bar):
    first = asyncio.create_task(foo())
    second = asyncio.create_task(bar())
    return await first, await second
