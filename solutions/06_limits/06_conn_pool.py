"""Lend connections, and take back only those that are clean.

Stretch: beyond the core; nothing later needs it.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
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
        self._connect = connect
        self._places = asyncio.Semaphore(size)
        self._idle: list[C] = []
        self._closed = False

    def acquire(self) -> AbstractAsyncContextManager[C]:
        """Lend a connection for the length of an `async with` block; wait until one is free.

        When the block ends with an error or a cancellation, its connection is closed and
        never lent again, for an answer to the last request may still be in it. The place of
        a connection that was closed is free for a new one. When `connect` fails, its error
        leaves and its place is free. A caller that is cancelled while it waits holds nobody
        up.
        """
        return self._lend()

    @asynccontextmanager
    async def _lend(self) -> AsyncIterator[C]:
        # Whoever has a place may have a connection; the place comes back whatever happens.
        async with self._places:
            connection = self._idle.pop() if self._idle else await self._connect()
            try:
                yield connection
            except BaseException:  # also a cancellation: nobody knows what is still in it
                await connection.close()
                raise
            if self._closed:
                await connection.close()
            else:
                self._idle.append(connection)

    async def aclose(self) -> None:
        """Close all connections that are not lent; those that are lent close on their return."""
        self._closed = True
        while self._idle:
            await self._idle.pop().close()
