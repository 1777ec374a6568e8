"""Make all connections when the first one is needed.

Rule: none is made before it is needed
Finding: none
"""

import asyncio
from contextlib import asynccontextmanager


class Pool:
    def __init__(self, connect, size):
        self._connect, self._places = connect, asyncio.Semaphore(size)
        self._size, self._filling = size, None
        self._idle, self._closed = [], False

    @asynccontextmanager
    async def acquire(self):
        async with self._places:
            if self._filling is None:
                self._filling = asyncio.gather(*(self._connect() for _ in range(self._size)))
                self._filling.add_done_callback(lambda filled: self._idle.extend(filled.result()))
            await asyncio.shield(self._filling)
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

    async def aclose(self):
        self._closed = True
        while self._idle:
            await self._idle.pop().close()
