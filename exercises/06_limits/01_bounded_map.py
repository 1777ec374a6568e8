"""Resize all pictures, but never more than a few at a time.

The service that does it allows `limit` calls at once. More are refused; fewer are a waste.

Check:  nox -s grade -- bounded_map
Read:   https://docs.python.org/3/library/asyncio-sync.html#asyncio.Semaphore
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


async def bounded_map(
    fn: Callable[[T], Awaitable[R]],
    items: Sequence[T],
    limit: int,
) -> list[R]:
    """Return what `fn(item)` gives for each of `items`, in the order of `items`.

    While items are waiting, exactly `limit` calls are in flight. The moment one of them
    ends, the next item is started, whichever call it was. With a limit above the number of
    items, all calls are in flight at once. No items give an empty list. When a call fails, its
    slot is free again. The error of a call leaves, plain or in an ExceptionGroup, once no
    call is in flight any more.
    """
    # TODO: who decides whether the next call may start, and do all calls ask the same one?
    # TODO: how does a slot become free again, also when its call fails?
    # TODO: bring the results into the order of `items`.
    raise NotImplementedError
