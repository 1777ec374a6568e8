"""An async publish: whoever calls it as it was asked for publishes nothing.

Rule: every subscriber gets every item
Finding: never-awaited
"""

import asyncio
from contextlib import asynccontextmanager


END = object()


class Topic:
    def __init__(self):
        self._queues = {}

    async def publish(self, item):
        for queue, maxsize in self._queues.items():
            await queue.put(item)

    @asynccontextmanager
    async def subscribe(self, maxsize=16):
        queue = asyncio.Queue(maxsize)
        self._queues[queue] = maxsize
        try:
            yield self._items(queue)
        finally:
            del self._queues[queue]

    async def _items(self, queue):
        while (item := await queue.get()) is not END:
            yield item

    def close(self):
        for queue in self._queues:
            queue.put_nowait(END)

    def __len__(self):
        return len(self._queues)
