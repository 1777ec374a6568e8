"""acquire and release by hand, each with its own finally."""

import asyncio


class InsufficientError(Exception):
    pass


class Bank:
    def __init__(self, store):
        self._store = store
        self._locks = {}

    async def transfer(self, src, dst, cents):
        if src == dst:
            return
        first, second = (self._lock_of(name) for name in sorted((src, dst)))
        await first.acquire()
        try:
            await second.acquire()
            try:
                await self._move(src, dst, cents)
            finally:
                second.release()
        finally:
            first.release()

    def _lock_of(self, name):
        return self._locks.setdefault(name, asyncio.Lock())

    async def _move(self, src, dst, cents):
        has = await self._store.read(src)
        if has < cents:
            raise InsufficientError
        gets = await self._store.read(dst)
        await self._store.write(src, has - cents)
        await self._store.write(dst, gets + cents)
