"""Cancel the fetch and return at once, while it is still cleaning up.

Rule: when the time is over the cached price is returned
Finding: cancel-without-await
"""

import asyncio


async def quote_or_cached(fetch, cached, timeout):
    task = asyncio.create_task(fetch())
    done, _ = await asyncio.wait({task}, timeout=timeout)
    if done:
        return task.result()
    task.cancel()
    await asyncio.sleep(0)
    return cached
