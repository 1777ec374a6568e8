"""A Condition over the number of places."""

import asyncio
from contextlib import asynccontextmanager


class Pool:
    def __init__(self, connect, size):
        self._connect, self._free, self._closed = connect, size, False
        self._idle, self._changed = [], asyncio.Condition()

    @asynccontextmanager
    async def acquire(self):
        async with self._changed:
            await self._changed.wait_for(lambda: self._free)
            self._free -= 1
        try:
            connection = self._idle.pop() if self._idle else await self._connect()
            try:
                yield connection
            except BaseException:
                await connection.close()
                raise
            if self._closed:
                await connection.close()
            else:
                self._idle.append(connection)
        finally:
            async with self._changed:
                self._free += 1
                self._changed.notify()

    async def aclose(self):
        self._closed = True
        while self._idle:
            await self._idle.pop().close()
