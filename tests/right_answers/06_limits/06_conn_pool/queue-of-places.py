"""A queue that holds `size` places, empty or with a connection."""

import asyncio
from contextlib import asynccontextmanager


class Pool:
    def __init__(self, connect, size):
        self._connect, self._closed = connect, False
        self._places = asyncio.Queue()
        for _ in range(size):
            self._places.put_nowait(None)

    @asynccontextmanager
    async def acquire(self):
        connection = await self._places.get()
        keep = False
        try:
            if connection is None:
                connection = await self._connect()
            try:
                yield connection
                keep = not self._closed
            finally:
                if not keep:
                    await connection.close()
        finally:
            self._places.put_nowait(connection if keep else None)

    async def aclose(self):
        self._closed = True
        for _ in range(self._places.qsize()):
            connection = self._places.get_nowait()
            if connection is not None:
                await connection.close()
            self._places.put_nowait(None)
