"""wait_for with a limit: a clean-up that takes longer is cancelled again.

Rule: the task is cancelled and its cleanup waited for
Finding: none
"""

import asyncio


async def stop(task):
    if task is asyncio.current_task():
        raise RuntimeError("not myself")
    if task.done():
        return task.result()
    task.cancel()
    try:
        return await asyncio.wait_for(task, 0.1)
    except (asyncio.CancelledError, TimeoutError):
        return None
