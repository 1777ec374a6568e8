"""Nobody thought of a task that stops itself.

Rule: a task that stops itself gets a runtime error
Finding: task-awaits-itself
"""

import asyncio


async def stop(task):
    task.cancel()
    await asyncio.wait({task})
    return None if task.cancelled() else task.result()
