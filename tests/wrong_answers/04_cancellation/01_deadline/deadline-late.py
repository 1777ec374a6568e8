"""Measure how long the fetch took, afterwards.

Rule: when the time is over the cached price is returned
Finding: deadline-late
"""

import time


async def quote_or_cached(fetch, cached, timeout):
    started = time.monotonic()
    price = await fetch()
    if time.monotonic() - started > timeout:
        return cached
    return price
