"""The except stands inside the block, where there is no TimeoutError yet.

Rule: when the time is over the cached price is returned
Finding: timeout-caught-inside
"""

import asyncio


async def quote_or_cached(fetch, cached, timeout):
    async with asyncio.timeout(timeout):
        try:
            return await fetch()
        except TimeoutError:
            return cached
