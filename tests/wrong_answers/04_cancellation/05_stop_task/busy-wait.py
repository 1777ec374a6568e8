"""Look whether the task is done, thirty times a second.

Rule: the task is cancelled and its cleanup waited for
Finding: busy-wait
"""

import asyncio


async def stop(task):
    if task is asyncio.current_task():
        raise RuntimeError("not myself")
    task.cancel()
    while not task.done():
        await asyncio.sleep(0.03)
    return None if task.cancelled() else task.result()
