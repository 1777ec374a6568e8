"""Lend connections, and take back only those that are clean.

Stretch: beyond the core; nothing later needs it.

A connection takes half a second to make, so they are kept and lent. Requests have no number:
the first answer that comes belongs to the first request. Users have seen each other's data.

Check:  nox -s grade -- conn_pool
Read:   https://docs.python.org/3/library/contextlib.html#contextlib.asynccontextmanager
"""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Generic, Protocol, TypeVar

C = TypeVar("C", bound="_Connection")


class _Connection(Protocol):
    async def close(self) -> None: ...


class Pool(Generic[C]):
    """Lends connections, and keeps those that come back for the next caller.

    At most `size` connections are open at any time. None is made before somebody needs it.
    Callers who need a new one connect at the same time. Whatever happens to its callers, the
    pool goes on lending `size` connections.
    """

    def __init__(self, connect: Callable[[], Awaitable[C]], size: int) -> None:
        # TODO: what holds the places, and what holds the connections that nobody uses?
        raise NotImplementedError

    def acquire(self) -> AbstractAsyncContextManager[C]:
        """Lend a connection for the length of an `async with` block; wait until one is free.

        When the block ends with an error or a cancellation, its connection is closed and
        never lent again, for an answer to the last request may still be in it. The place of
        a connection that was closed is free for a new one. When `connect` fails, its error
        leaves and its place is free. A caller that is cancelled while it waits holds nobody
        up.
        """
        # TODO: who may connect, and who has to wait?
        # TODO: in which state does the connection come back?
        # TODO: what becomes of the place when something fails, wherever it fails?
        raise NotImplementedError

    async def aclose(self) -> None:
        """Close all connections that are not lent; those that are lent close on their return."""
        # TODO: what about those that are lent?
        raise NotImplementedError
