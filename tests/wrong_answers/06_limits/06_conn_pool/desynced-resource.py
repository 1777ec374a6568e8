"""Put the connection back, whatever has happened to it.

Rule: an interrupted exchange harms nobody else
Finding: desynced-resource
"""

import asyncio
from contextlib import asynccontextmanager


class Pool:
    def __init__(self, connect, size):
        self._connect, self._places = connect, asyncio.Semaphore(size)
        self._idle, self._closed = [], False

    @asynccontextmanager
    async def acquire(self):
        async with self._places:
            connection = self._idle.pop() if self._idle else await self._connect()
            try:
                yield connection
            finally:
                if self._closed:
                    await connection.close()
                else:
                    self._idle.append(connection)

    async def aclose(self):
        self._closed = True
        while self._idle:
            await self._idle.pop().close()
