"""The queue is removed at the end of the block, but not in `finally`.

Rule: an error ends the subscription
Finding: leak-subscriber
"""

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
        yield self._items(queue)
        del self._queues[queue]

    async def _items(self, queue):
        while (item := await queue.get()) is not END:
            yield item

    def close(self):
        for queue in self._queues:
            queue.put_nowait(END)

    def __len__(self):
        return len(self._queues)
