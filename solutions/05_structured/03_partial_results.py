"""Ask all hosts whether they are well, and keep values and errors apart."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence


async def check_health(
    hosts: Sequence[str],
    ping: Callable[[str], Awaitable[float]],
) -> tuple[dict[str, float], dict[str, BaseException]]:
    """Ping all hosts at the same time, and wait for all of them, whether or not some fail.

    Return two dicts: what `ping(host)` gave, by healthy host, and the error that it raised,
    by each other host. A ping that ends with CancelledError, although nobody has cancelled
    it, has failed like any other. When the caller is cancelled, so are all pings, at the
    same instant, and when they have cleaned up, CancelledError leaves.
    """
    # Values and errors come back in one list, in the order of the hosts. When this wait
    # itself is cancelled, gather cancels all pings, and waits for them.
    results = await asyncio.gather(*map(ping, hosts), return_exceptions=True)
    latencies: dict[str, float] = {}
    errors: dict[str, BaseException] = {}
    for host, result in zip(hosts, results, strict=True):
        # Not Exception: a CancelledError is none.
        if isinstance(result, BaseException):
            errors[host] = result
        else:
            latencies[host] = result
    return latencies, errors
