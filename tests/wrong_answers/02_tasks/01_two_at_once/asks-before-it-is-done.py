"""Start foo, wait for bar, then take foo's result, whether it is there or not.

Rule: both calls are in flight at the same time
Finding: orphan-task
"""

import asyncio


async def run_both(foo, bar):
    task = asyncio.create_task(foo())
    second = await bar()
    return task.result(), second
