"""Waiters stand in a queue of futures; whoever was cancelled is passed over."""

import asyncio
from collections import deque
from contextlib import asynccontextmanager


class Pool:
    def __init__(self, connect, size):
        self._connect, self._free = connect, size
        self._idle, self._waiting, self._closed = [], deque(), False

    @asynccontextmanager
    async def acquire(self):
        if self._free:
            self._free -= 1
        else:
            place = asyncio.get_running_loop().create_future()
            self._waiting.append(place)
            try:
                await place
            except asyncio.CancelledError:
                if not place.cancelled():
                    self._next()
                raise
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
            self._next()

    def _next(self):
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(None)
                return
        self._free += 1

    async def aclose(self):
        self._closed = True
        while self._idle:
            await self._idle.pop().close()
