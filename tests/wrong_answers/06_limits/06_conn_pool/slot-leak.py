"""Give the place back at the end of the block, if the block gets there.

Rule: an interrupted exchange harms nobody else
Finding: slot-leak
"""

import asyncio
from contextlib import asynccontextmanager


class Pool:
    def __init__(self, connect, size):
        self._connect, self._places = connect, asyncio.Semaphore(size)
        self._idle, self._closed = [], False

    @asynccontextmanager
    async def acquire(self):
        await self._places.acquire()
        connection = self._idle.pop() if self._idle else await self._connect()
        yield connection
        if self._closed:
            await connection.close()
        else:
            self._idle.append(connection)
        self._places.release()

    async def aclose(self):
        self._closed = True
        while self._idle:
            await self._idle.pop().close()
