"""Collect replies until the budget of time is used up, and keep what has come."""

import asyncio
from collections.abc import Awaitable, Callable


async def discover(
    recv: Callable[[], Awaitable[str]],
    expected: int,
    budget: float,
) -> list[str]:
    """Collect the replies that `recv()` gives, one after the other, until there are `expected`.

    At the latest it is over when `budget` seconds have gone by for all replies together:
    then the `recv()` that is in flight is cancelled, and once that has cleaned up, the
    replies that have come are returned. Before that, no `recv()` is cancelled, because a
    reply might get lost with it. A budget of 0 gives an empty list. Nothing wakes up in
    between to look at the clock. An error of `recv()` leaves, even when it is a
    TimeoutError. When the caller is cancelled, the call ends cancelled.

    Note: `expected` is at least 1.
    """
    replies: list[str] = []  # outside of what the timeout interrupts
    try:
        async with asyncio.timeout(budget) as deadline:
            while len(replies) < expected:
                replies.append(await recv())
    except TimeoutError:
        if not deadline.expired():  # then it came from recv, and is no matter of ours
            raise
    return replies
