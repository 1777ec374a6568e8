"""wait_for is given the function, not a call of it.

Rule: a price that comes in time is returned at once
Finding: not-called
"""

import asyncio


async def quote_or_cached(fetch, cached, timeout):
    try:
        return await asyncio.wait_for(fetch, timeout)
    except TimeoutError:
        return cached
