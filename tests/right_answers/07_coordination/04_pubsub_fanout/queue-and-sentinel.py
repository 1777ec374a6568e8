"""A queue for each subscriber, with an end mark; subscribe is decorated itself."""

import asyncio
from contextlib import asynccontextmanager


END = object()


class Topic:
    def __init__(self):
        self._queues = {}

    def publish(self, item):
        for queue, maxsize in self._queues.items():
            if queue.qsize() == maxsize:
                queue.get_nowait()
            queue.put_nowait(item)

    @asynccontextmanager
    async def subscribe(self, maxsize=16):
        queue = asyncio.Queue()
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
