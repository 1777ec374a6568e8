"""Start foo as a task, but wait for bar alone.

Rule: the answers are a tuple with foo first
Finding: orphan-task
"""

import asyncio


async def run_both(foo, bar):
    task = asyncio.create_task(foo())
    return None, await bar()
