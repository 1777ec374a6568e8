"""Both names that have to do with time-outs are caught, to be on the safe side.

Rule: when the caller is cancelled the call ends cancelled
Finding: swallowed-cancel
"""

import asyncio


async def quote_or_cached(fetch, cached, timeout):
    try:
        return await asyncio.wait_for(fetch(), timeout)
    except (TimeoutError, asyncio.CancelledError):
        return cached
