"""Crawl an endless feed, only as fast as somebody reads.

The feed has more addresses than fit into memory. The reader takes one page after another,
sometimes slowly, and may stop at any time.

Check:  nox -s grade -- lazy_map
Read:   https://docs.python.org/3/library/asyncio-task.html#asyncio.wait
        https://peps.python.org/pep-0525/#asynchronous-generators
"""

from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
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
    # TODO: when do you take the next item, and who waits until there is room?
    # TODO: wait for whichever call ends first.
    # TODO: who tells the caller that the source has ended?
    # TODO: the caller may leave at the `yield`: what has to happen then?
    raise NotImplementedError
    yield  # an `async def` with a `yield` in it is an async generator
