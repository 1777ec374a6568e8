"""A deque for each subscriber, and a future of the one who waits for it."""

import asyncio
from collections import deque
from contextlib import asynccontextmanager


class Topic:
    def __init__(self):
        self._inboxes = []
        self._waiting = {}
        self._closed = False

    def publish(self, item):
        for inbox in self._inboxes:
            inbox.append(item)
        self._wake_all()

    def _wake_all(self):
        for future in self._waiting.values():
            if not future.done():
                future.set_result(None)

    @asynccontextmanager
    async def subscribe(self, maxsize=16):
        inbox = deque(maxlen=maxsize)
        self._inboxes.append(inbox)
        try:
            yield self._items(inbox)
        finally:
            self._inboxes[:] = [each for each in self._inboxes if each is not inbox]

    async def _items(self, inbox):
        while inbox or not self._closed:
            if inbox:
                yield inbox.popleft()
                continue
            self._waiting[id(inbox)] = asyncio.get_running_loop().create_future()
            try:
                await self._waiting[id(inbox)]
            finally:
                del self._waiting[id(inbox)]

    def close(self):
        self._closed = True
        self._wake_all()

    def __len__(self):
        return len(self._inboxes)
