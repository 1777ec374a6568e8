"""Look whether the task is done, now and then.

Rule: nothing wakes up in between
Finding: busy-wait
"""

import asyncio


async def stop(task):
    if task is asyncio.current_task():
        raise RuntimeError("not myself")
    task.cancel()
    done = set()
    while not done:
        done, _ = await asyncio.wait([task], timeout=0.5)
    return None if task.cancelled() else task.result()
