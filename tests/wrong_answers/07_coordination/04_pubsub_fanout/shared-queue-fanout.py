"""One queue for all subscribers.

Rule: every subscriber gets every item
Finding: shared-queue-fanout
"""

import asyncio
from contextlib import asynccontextmanager


END = object()


class Topic:
    def __init__(self):
        self._queue = asyncio.Queue()
        self._subscribers = 0

    def publish(self, item):
        if self._subscribers:
            self._queue.put_nowait(item)

    @asynccontextmanager
    async def subscribe(self, maxsize=16):
        self._subscribers += 1
        try:
            yield self._items()
        finally:
            self._subscribers -= 1

    async def _items(self):
        while (item := await self._queue.get()) is not END:
            yield item

    def close(self):
        for _ in range(self._subscribers):
            self._queue.put_nowait(END)

    def __len__(self):
        return self._subscribers
