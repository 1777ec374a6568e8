"""Protect the fetch, so that the time-out does not tear it.

Rule: when the time is over the cached price is returned
Finding: shield-misuse
"""

import asyncio


async def quote_or_cached(fetch, cached, timeout):
    try:
        return await asyncio.wait_for(asyncio.shield(fetch()), timeout)
    except TimeoutError:
        return cached
