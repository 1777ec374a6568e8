"""asyncio.wait with a timeout stops waiting; the fetch goes on.

Rule: when the time is over the cached price is returned
Finding: timeout-not-cancelling
"""

import asyncio


async def quote_or_cached(fetch, cached, timeout):
    task = asyncio.create_task(fetch())
    done, _ = await asyncio.wait({task}, timeout=timeout)
    return task.result() if done else cached
