"""Give every tick to every dashboard, and never wait for a slow one.

Check:  nox -s grade -- pubsub_fanout
Read:   https://docs.python.org/3/library/asyncio-queue.html#asyncio.Queue.put_nowait
"""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import Generic, TypeVar

T = TypeVar("T")


class Topic(Generic[T]):
    """Hands each item on to all subscribers; `len()` gives the number of them."""

    def __init__(self) -> None:
        # TODO: what do you need to remember of each subscriber?
        raise NotImplementedError

    def publish(self, item: T) -> None:
        """Give the item to every subscriber, the moment it is published.

        A subscriber that is slow delays nobody, and nobody waits for it. When it has
        `maxsize` items waiting already, it loses the oldest of them. Without subscribers,
        an item is lost.
        """
        # TODO: what if somebody's items are not read fast enough?
        raise NotImplementedError

    def subscribe(self, maxsize: int = 16) -> AbstractAsyncContextManager[AsyncIterator[T]]:
        """Return an async context manager that gives an iterator over the items.

        It yields what is published from the moment at which the block is entered, in that
        order. The subscription ends when the block is left: at its end or by `break`, by
        an error or by a cancellation.
        """
        # TODO: from when on does a subscriber get items, and until when?
        raise NotImplementedError

    def close(self) -> None:
        """End all subscriptions, once they have been given what is waiting for them.

        Loops that wait for the next item end at once.

        Note: after `close`, nobody publishes, and nobody subscribes.
        """
        # TODO: how does somebody who waits learn that nothing more will come?
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError
