"""Show the fresh price when it comes in time, else the cached one."""

import asyncio
from collections.abc import Awaitable, Callable


async def quote_or_cached(
    fetch: Callable[[], Awaitable[float]],
    cached: float,
    timeout: float,  # noqa: ASYNC109 - the caller says how long it is willing to wait
) -> float:
    """Return the price that `fetch()` gives, the moment it is there.

    When it takes longer than `timeout` seconds, the fetch is cancelled, and once that has
    cleaned up, the `cached` price is returned. An error of the fetch leaves as it is.
    When the caller is cancelled, so is the fetch, and once that has cleaned up, the call
    ends cancelled.

    Note: `fetch` itself never raises a TimeoutError.
    """
    try:
        async with asyncio.timeout(timeout):
            return await fetch()
    except TimeoutError:
        # Inside the block the fetch is cancelled; only at its end does the block turn that
        # into a TimeoutError. So the `except` stands outside.
        return cached
