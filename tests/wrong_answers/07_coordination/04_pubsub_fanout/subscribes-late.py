"""The generator subscribes when it is asked for the first item, not when the block is entered.

Rule: what is published from the entry on arrives in order
Finding: none
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
        items = self._items(maxsize)
        try:
            yield items
        finally:
            await items.aclose()

    async def _items(self, maxsize):
        queue = asyncio.Queue()
        self._queues[queue] = maxsize
        try:
            while (item := await queue.get()) is not END:
                yield item
        finally:
            del self._queues[queue]

    def close(self):
        for queue in self._queues:
            queue.put_nowait(END)

    def __len__(self):
        return len(self._queues)
