"""Look at the number, connect, and count after that.

Rule: at most size connections are open
Finding: over-size-race
"""

import asyncio
from contextlib import asynccontextmanager


class Pool:
    def __init__(self, connect, size):
        self._connect, self._size = connect, size
        self._count, self._idle, self._closed = 0, asyncio.LifoQueue(), False

    @asynccontextmanager
    async def acquire(self):
        if self._idle.empty() and self._count < self._size:
            connection = await self._connect()
            self._count += 1
        else:
            connection = await self._idle.get()
        try:
            yield connection
        except BaseException:
            self._count -= 1
            await connection.close()
            raise
        if self._closed:
            await connection.close()
        else:
            self._idle.put_nowait(connection)

    async def aclose(self):
        self._closed = True
        while not self._idle.empty():
            await self._idle.get_nowait().close()
