"""Fetch, parse and store, all at the same time.

Check:  nox -s grade -- pipeline
Read:   https://docs.python.org/3/library/asyncio-queue.html#asyncio.Queue
"""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any


async def run_pipeline(
    source: Iterable[str],
    fetch: Callable[[str], Awaitable[bytes]],
    parse: Callable[[bytes], Awaitable[Any]],
    store: Callable[[Any], Awaitable[None]],
    *,
    workers: int = 1,
    buffer: int = 2,
) -> int:
    """Fetch, parse and store each item of `source`, and return how many were stored.

    In each stage, never more than `workers` calls are in flight at the same time. The
    stages overlap: an item that has passed one stage enters the next one as soon as
    fewer than that are in flight there. When a stage is slow, those before it wait: never
    more than `3 * workers + 2 * buffer + 2` items have been begun and are not stored yet.
    When a call fails, all others in flight are cancelled, and once they have cleaned up,
    the error leaves, plain or in an ExceptionGroup. An empty source gives 0.

    Note: `fetch(item)` gives the page that `parse` wants, and `parse(page)` gives what
    `store` wants.
    """
    # TODO: what stands between two stages, and what happens when it is full?
    # TODO: how does a stage learn that no more items will come?
    # TODO: what becomes of the other stages when one of them fails?
    raise NotImplementedError
