"""await the task, and ask current_task().cancelling() whose CancelledError it is."""

import asyncio


async def stop(task):
    me = asyncio.current_task()
    if task is me:
        raise RuntimeError("not myself")
    task.cancel()
    try:
        return await task
    except asyncio.CancelledError:
        if me.cancelling():
            raise
        return None
