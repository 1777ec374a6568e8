"""The timeout taken for milliseconds: it is over a thousand times too early.

Rule: a price that comes in time is returned at once
Finding: none
"""

import asyncio


async def quote_or_cached(fetch, cached, timeout):
    try:
        async with asyncio.timeout(timeout / 1000):
            return await fetch()
    except TimeoutError:
        return cached
