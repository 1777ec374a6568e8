"""Count before connecting, and never take it back.

Rule: a connection that fails frees its place
Finding: slot-leak
"""

import asyncio
from contextlib import asynccontextmanager


class Pool:
    def __init__(self, connect, size):
        self._connect, self._size = connect, size
        self._count, self._idle, self._closed = 0, [], False
        self._changed = asyncio.Condition()

    @asynccontextmanager
    async def acquire(self):
        async with self._changed:
            await self._changed.wait_for(lambda: self._idle or self._count < self._size)
            connection = self._idle.pop() if self._idle else None
            if connection is None:
                self._count += 1
        if connection is None:
            connection = await self._connect()
        try:
            yield connection
        except BaseException:
            await connection.close()
            await self._give_back(None)
            raise
        await self._give_back(connection)

    async def _give_back(self, connection):
        async with self._changed:
            if connection is None:
                self._count -= 1
            elif self._closed:
                self._count -= 1
                await connection.close()
            else:
                self._idle.append(connection)
            self._changed.notify()

    async def aclose(self):
        self._closed = True
        while self._idle:
            await self._idle.pop().close()
