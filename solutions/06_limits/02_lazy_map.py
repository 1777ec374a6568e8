"""Crawl an endless feed, only as fast as somebody reads."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


async def map_unordered(
    fn: Callable[[T], Awaitable[R]],
    source: Iterable[T],
    limit: int,
) -> AsyncGenerator[R, None]:
    """Yield what `fn(item)` gives for every item of `source`, then end.

    Each result is yielded as soon as it is there, whichever item it is for. While the
    caller waits and items are left, exactly `limit` calls are in flight. At most 2 * limit
    items are ever taken from the source ahead of the results that the caller has got.
    When the caller stops early with `aclose()`, the calls in flight are cancelled, and gone
    before `aclose()` returns. A caller that is cancelled while it waits leaves no call in
    flight either. When a call fails, the others are cancelled, and once they are gone, the
    error reaches the caller, plain or in an ExceptionGroup.
    """
    items = iter(source)
    tasks: set[asyncio.Future[R]] = set()
    try:
        while True:
            # These lines run only when the caller wants a result: that is the backpressure.
            for item in islice(items, limit - len(tasks)):
                tasks.add(asyncio.ensure_future(fn(item)))
            if not tasks:
                return
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                tasks.discard(task)
                yield task.result()
    finally:
        # Reached by an error, by a cancellation, and by aclose(), which raises GeneratorExit
        # at the `yield`.
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
