"""Make a task of each call, but wait for it on the same line.

Rule: both calls are in flight at the same time
Finding: create-then-await-immediately
"""

import asyncio


async def run_both(foo, bar):
    a = await asyncio.create_task(foo())
    b = await asyncio.create_task(bar())
    return a, b
