"""Try put_nowait; on QueueFull make room. close keeps its flag beside the queue."""

import asyncio
from contextlib import asynccontextmanager


class Topic:
    def __init__(self):
        self._queues = set()
        self._closed = asyncio.Event()

    def publish(self, item):
        for queue in list(self._queues):
            try:
                queue.put_nowait(item)
            except asyncio.QueueFull:
                queue.get_nowait()
                queue.put_nowait(item)

    @asynccontextmanager
    async def subscribe(self, maxsize=16):
        queue = asyncio.Queue(maxsize)
        self._queues.add(queue)
        try:
            yield self._items(queue)
        finally:
            self._queues.remove(queue)

    async def _items(self, queue):
        while True:
            while not queue.empty():
                yield queue.get_nowait()
            if self._closed.is_set():
                return
            getting = asyncio.create_task(queue.get())
            closing = asyncio.create_task(self._closed.wait())
            try:
                await asyncio.wait({getting, closing}, return_when=asyncio.FIRST_COMPLETED)
                if getting.done():
                    yield getting.result()
            finally:
                getting.cancel()
                closing.cancel()
                await asyncio.wait({getting, closing})

    def close(self):
        self._closed.set()

    def __len__(self):
        return len(self._queues)
