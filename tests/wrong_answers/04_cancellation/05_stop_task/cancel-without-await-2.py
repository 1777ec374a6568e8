"""Ask, and give the task one turn to end.

Rule: the task is cancelled and its cleanup waited for
Finding: cancel-without-await
"""

import asyncio


async def stop(task):
    if task is asyncio.current_task():
        raise RuntimeError("not myself")
    task.cancel()
    await asyncio.sleep(0)
    if task.done() and not task.cancelled():
        return task.result()
    return None
