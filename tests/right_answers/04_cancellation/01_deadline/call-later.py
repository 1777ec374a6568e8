"""A timer of the loop cancels the fetch; its own CancelledError is told from the caller's."""

import asyncio


async def quote_or_cached(fetch, cached, timeout):
    task = asyncio.ensure_future(fetch())
    timer = asyncio.get_running_loop().call_later(timeout, task.cancel)
    try:
        return await task
    except asyncio.CancelledError:
        if asyncio.current_task().cancelling():
            raise
        return cached
    finally:
        timer.cancel()
