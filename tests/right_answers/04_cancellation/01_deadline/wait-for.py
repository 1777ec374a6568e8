"""asyncio.wait_for."""

import asyncio


async def quote_or_cached(fetch, cached, timeout):
    try:
        return await asyncio.wait_for(fetch(), timeout)
    except TimeoutError:
        return cached
