"""Give every tick to every dashboard, and never wait for a slow one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Generic, TypeVar

T = TypeVar("T")

_END = object()  # not None: that could be an item


class Topic(Generic[T]):
    """Hands each item on to all subscribers; `len()` gives the number of them."""

    def __init__(self) -> None:
        # A queue for each subscriber; it has room for one more: the end.
        self._queues: dict[asyncio.Queue[Any], int] = {}

    def publish(self, item: T) -> None:
        """Give the item to every subscriber, the moment it is published.

        A subscriber that is slow delays nobody, and nobody waits for it. When it has
        `maxsize` items waiting already, it loses the oldest of them. Without subscribers,
        an item is lost.
        """
        for queue, maxsize in self._queues.items():
            if queue.qsize() >= maxsize:
                queue.get_nowait()
            queue.put_nowait(item)

    def subscribe(self, maxsize: int = 16) -> AbstractAsyncContextManager[AsyncIterator[T]]:
        """Return an async context manager that gives an iterator over the items.

        It yields what is published from the moment at which the block is entered, in that
        order. The subscription ends when the block is left: at its end or by `break`, by
        an error or by a cancellation.
        """
        return self._subscription(maxsize)

    @asynccontextmanager
    async def _subscription(self, maxsize: int) -> AsyncIterator[AsyncIterator[T]]:
        queue: asyncio.Queue[Any] = asyncio.Queue(maxsize + 1)
        self._queues[queue] = maxsize
        try:
            yield self._items(queue)
        finally:  # the only thing that also runs on errors and cancellation
            del self._queues[queue]

    async def _items(self, queue: asyncio.Queue[Any]) -> AsyncIterator[T]:
        while (item := await queue.get()) is not _END:
            yield item

    def close(self) -> None:
        """End all subscriptions, once they have been given what is waiting for them.

        Loops that wait for the next item end at once.

        Note: after `close`, nobody publishes, and nobody subscribes.
        """
        for queue in self._queues:
            queue.put_nowait(_END)

    def __len__(self) -> int:
        return len(self._queues)
