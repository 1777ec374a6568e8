"""Ask, and return.

Rule: the task is cancelled and its cleanup waited for
Finding: cancel-without-await
"""

import asyncio


async def stop(task):
    if task is asyncio.current_task():
        raise RuntimeError("not myself")
    if task.done():
        return task.result()
    task.cancel()
    return None
