"""Close the connection on an Exception; a cancellation is none.

Rule: an interrupted exchange harms nobody else
Finding: cleanup-missing
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
            except Exception:
                await connection.close()
                raise
            if self._closed:
                await connection.close()
            else:
                self._idle.append(connection)

    async def aclose(self):
        self._closed = True
        while self._idle:
            await self._idle.pop().close()
