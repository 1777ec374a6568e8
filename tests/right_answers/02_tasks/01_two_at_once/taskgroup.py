"""A TaskGroup: it waits for both at the end of its block."""

import asyncio


async def run_both(foo, bar):
    async with asyncio.TaskGroup() as group:
        first = group.create_task(foo())
        second = group.create_task(bar())
    return first.result(), second.result()
