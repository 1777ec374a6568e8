"""Return the tasks instead of their values.

Rule: both calls are in flight at the same time
Finding: returns-task
"""

import asyncio


async def run_both(foo, bar):
    return asyncio.create_task(foo()), asyncio.create_task(bar())
