"""Resize all pictures, but never more than a few at a time."""

import asyncio
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
    slots = asyncio.Semaphore(limit)  # one for all calls: they all ask the same one

    async def call(item: T) -> R:
        async with slots:  # gives the slot back also when the call fails
            return await fn(item)

    # When one fails, the group cancels the others and waits until they are gone.
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(call(item)) for item in items]
    return [task.result() for task in tasks]
