"""Catch the CancelledError inside the block: also the caller's own.

Rule: when the caller is cancelled the call ends cancelled
Finding: swallowed-cancel
"""

import asyncio


async def quote_or_cached(fetch, cached, timeout):
    async with asyncio.timeout(timeout):
        try:
            return await fetch()
        except asyncio.CancelledError:
            return cached
