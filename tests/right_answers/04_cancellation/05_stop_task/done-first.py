"""A task that is done is not asked to stop."""

import asyncio


async def stop(task):
    if asyncio.current_task() == task:
        raise RuntimeError("not myself")
    if not task.done():
        task.cancel()
        await asyncio.wait([task], return_when=asyncio.ALL_COMPLETED)
    try:
        return task.result()
    except asyncio.CancelledError:
        return None
