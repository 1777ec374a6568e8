"""Work with a lease, and give it back whatever happens.

Check:  nox -s grade -- clean_cancel
Read:   https://docs.python.org/3/library/asyncio-task.html#task-cancellation
"""

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

R = TypeVar("R")


class _LeaseStore(Protocol):  # what you are given; there is nothing to change here
    async def acquire(self, key: str) -> str: ...  # gives the lease
    async def release(self, lease: str) -> None: ...  # takes half a second


async def with_lease(
    store: _LeaseStore,
    key: str,
    work: Callable[[str], Awaitable[R]],
) -> R:
    """Acquire the lease for `key`, do the work, release the lease, and return the work's result.

    The lease is what `store.acquire(key)` gives; the work is `work(lease)`. When the work
    fails, its error leaves once the lease has been released. When the caller is cancelled
    during the work, the call ends cancelled once the lease has been released. When that
    happens while the lease is still being acquired, nothing is released.
    """
    # TODO: acquire the lease, then do the work.
    # TODO: which lines run in any case, also on a cancellation?
    # TODO: from which moment on is there something to release?
    raise NotImplementedError
