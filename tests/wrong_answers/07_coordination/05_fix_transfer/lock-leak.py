"""acquire and release without finally: InsufficientError jumps over the release.

Rule: after a refused transfer the next one works
Finding: lock-leak
"""

import asyncio
from collections import defaultdict


class InsufficientError(Exception):
    pass


class Bank:
    def __init__(self, store):
        self._store = store
        self._locks = defaultdict(asyncio.Lock)

    async def transfer(self, src, dst, cents):
        if src == dst:
            return
        names = sorted((src, dst))
        for name in names:
            await self._locks[name].acquire()
        has = await self._store.read(src)
        if has < cents:
            raise InsufficientError
        gets = await self._store.read(dst)
        await self._store.write(src, has - cents)
        await self._store.write(dst, gets + cents)
        for name in names:
            self._locks[name].release()
