"""One list for all, a cursor for each, and a future that each item resolves."""

import asyncio
from contextlib import asynccontextmanager


class Topic:
    def __init__(self):
        self._log = []
        self._count = 0
        self._closed = False
        self._news = None

    def publish(self, item):
        if self._count:
            self._log.append(item)
            self._wake()

    def _wake(self):
        if self._news is not None:
            self._news.set_result(None)
            self._news = None

    @asynccontextmanager
    async def subscribe(self, maxsize=16):
        self._count += 1
        try:
            yield self._items(maxsize, len(self._log))
        finally:
            self._count -= 1
            if not self._count:
                self._log.clear()

    async def _items(self, maxsize, cursor):
        while True:
            cursor = max(cursor, len(self._log) - maxsize)
            if cursor < len(self._log):
                cursor += 1
                yield self._log[cursor - 1]
            elif self._closed:
                return
            else:
                if self._news is None:
                    self._news = asyncio.get_running_loop().create_future()
                await asyncio.shield(self._news)

    def close(self):
        self._closed = True
        self._wake()

    def __len__(self):
        return self._count
