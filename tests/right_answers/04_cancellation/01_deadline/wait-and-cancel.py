"""asyncio.wait, then cancel the task and wait for it, whatever happens."""

import asyncio


async def quote_or_cached(fetch, cached, timeout):
    task = asyncio.ensure_future(fetch())
    try:
        await asyncio.wait({task}, timeout=timeout)
        return task.result() if task.done() else cached
    finally:
        if not task.done():
            task.cancel()
            await asyncio.wait({task})
