"""Only an error that was there before is raised; one in the clean-up is ignored.

Rule: an exception in its cleanup is raised
Finding: lost-exception
"""

import asyncio


async def stop(task):
    if task is asyncio.current_task():
        raise RuntimeError("not myself")
    if task.done():
        return None if task.cancelled() else task.result()
    task.cancel()
    await asyncio.wait([task])
    if task.cancelled() or task.exception():
        return None
    return task.result()
