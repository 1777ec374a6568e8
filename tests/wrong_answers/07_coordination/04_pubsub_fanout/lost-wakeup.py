"""close only sets a flag; those who wait do not look at it.

Rule: close wakes those who wait
Finding: lost-wakeup
"""

import asyncio
from contextlib import asynccontextmanager


class Topic:
    def __init__(self):
        self._queues = {}
        self._closed = False

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
        while not self._closed or not queue.empty():
            yield await queue.get()

    def close(self):
        self._closed = True

    def __len__(self):
        return len(self._queues)
