"""gather with return_exceptions, and whatever is an exception counts as stopped.

Rule: the exception of a task that had failed is raised
Finding: lost-exception
"""

import asyncio


async def stop(task):
    if task is asyncio.current_task():
        raise RuntimeError("not myself")
    task.cancel()
    [outcome] = await asyncio.gather(task, return_exceptions=True)
    return None if isinstance(outcome, BaseException) else outcome
