"""A free place goes to the oldest waiter, also when that was cancelled.

Rule: a cancelled waiter holds nobody up
Finding: slot-lost-on-cancel
"""

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
            await place
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
        if self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(None)
        else:
            self._free += 1

    async def aclose(self):
        self._closed = True
        while self._idle:
            await self._idle.pop().close()
