"""A class with __aenter__ and __aexit__ instead of a generator."""

import asyncio
from contextlib import asynccontextmanager


class Pool:
    def __init__(self, connect, size):
        self._connect, self._places = connect, asyncio.Semaphore(size)
        self._idle, self._closed = [], False

    def acquire(self):
        return Loan(self)

    async def aclose(self):
        self._closed = True
        while self._idle:
            await self._idle.pop().close()


class Loan:
    def __init__(self, pool):
        self._pool, self._connection = pool, None

    async def __aenter__(self):
        await self._pool._places.acquire()
        try:
            idle = self._pool._idle
            self._connection = idle.pop() if idle else await self._pool._connect()
        except BaseException:
            self._pool._places.release()
            raise
        return self._connection

    async def __aexit__(self, kind, error, where):
        try:
            if kind is not None or self._pool._closed:
                await self._connection.close()
            else:
                self._pool._idle.append(self._connection)
        finally:
            self._pool._places.release()
