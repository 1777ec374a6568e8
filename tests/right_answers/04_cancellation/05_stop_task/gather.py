"""gather with return_exceptions, then look at what it gave."""

import asyncio


async def stop(task):
    if task is asyncio.current_task():
        raise RuntimeError("not myself")
    task.cancel()
    (outcome,) = await asyncio.gather(task, return_exceptions=True)
    if isinstance(outcome, asyncio.CancelledError):
        return None
    if isinstance(outcome, BaseException):
        raise outcome
    return outcome
