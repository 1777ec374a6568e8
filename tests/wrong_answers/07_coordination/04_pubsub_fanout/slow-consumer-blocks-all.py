"""A task hands the items on, and waits for whoever has no room.

Rule: a slow subscriber delays nobody
Finding: slow-consumer-blocks-all
"""

import asyncio
from contextlib import asynccontextmanager


END = object()


class Topic:
    def __init__(self):
        self._inbox = asyncio.Queue()
        self._queues = set()
        self._pump = None

    def publish(self, item):
        if self._queues:
            self._inbox.put_nowait(item)

    async def _deliver(self):
        while True:
            item = await self._inbox.get()
            for queue in list(self._queues):
                await queue.put(item)

    @asynccontextmanager
    async def subscribe(self, maxsize=16):
        queue = asyncio.Queue(maxsize)
        self._queues.add(queue)
        if self._pump is None:
            self._pump = asyncio.create_task(self._deliver())
        try:
            yield self._items(queue)
        finally:
            self._queues.discard(queue)
            if not self._queues:
                self._pump.cancel()
                self._pump = None

    async def _items(self, queue):
        while (item := await queue.get()) is not END:
            yield item

    def close(self):
        self._inbox.put_nowait(END)

    def __len__(self):
        return len(self._queues)
