"""Work with a lease, and give it back whatever happens."""

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

R = TypeVar("R")


class _LeaseStore(Protocol):
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
    lease = await store.acquire(key)  # before the try: until it is here, nothing is to release
    try:
        return await work(lease)
    finally:
        # Also runs while a CancelledError is on its way out, and may await; the error or the
        # CancelledError then goes on by itself.
        await store.release(lease)
