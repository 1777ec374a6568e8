"""An absolute deadline, and a look at it instead of an except for the value."""

import asyncio


async def quote_or_cached(fetch, cached, timeout):
    price = cached
    try:
        async with asyncio.timeout_at(asyncio.get_running_loop().time() + timeout):
            price = await fetch()
    except asyncio.TimeoutError:
        pass
    return price
