"""None in any case, unless the task has failed.

Rule: the value of a task that was done is returned
Finding: none
"""

import asyncio


async def stop(task):
    if task is asyncio.current_task():
        raise RuntimeError("not myself")
    task.cancel()
    await asyncio.wait({task})
    if not task.cancelled() and task.exception():
        raise task.exception()
