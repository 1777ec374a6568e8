"""wait_for, with an except for the CancelledError that it turns into a TimeoutError.

Rule: when the time is over the cached price is returned
Finding: none
"""

import asyncio


async def quote_or_cached(fetch, cached, timeout):
    try:
        return await asyncio.wait_for(fetch(), timeout)
    except asyncio.CancelledError:
        return cached
