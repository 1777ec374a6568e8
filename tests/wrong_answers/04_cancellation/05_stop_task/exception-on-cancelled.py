"""Ask for the exception first.

Rule: the task is cancelled and its cleanup waited for
Finding: exception-on-cancelled
"""

import asyncio


async def stop(task):
    if task is asyncio.current_task():
        raise RuntimeError("not myself")
    task.cancel()
    await asyncio.wait([task])
    if task.exception():
        raise task.exception()
    return None if task.cancelled() else task.result()
