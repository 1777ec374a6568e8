"""suppress(CancelledError) around the await: it suppresses the caller's, too.

Rule: when the caller is cancelled it ends cancelled
Finding: outer-cancel-swallowed
"""

import asyncio
import contextlib


async def stop(task):
    if task is asyncio.current_task():
        raise RuntimeError("not myself")
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        return await task
    return None
