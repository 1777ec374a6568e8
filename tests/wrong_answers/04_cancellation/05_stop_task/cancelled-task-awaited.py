"""Await the task: its CancelledError is raised here.

Rule: the task is cancelled and its cleanup waited for
Finding: cancelled-task-awaited
"""

import asyncio


async def stop(task):
    if task is asyncio.current_task():
        raise RuntimeError("not myself")
    task.cancel()
    return await task
