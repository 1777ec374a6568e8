"""A new lock for each transfer.

Rule: no cent is lost and none is made
Finding: lock-not-shared
"""

import asyncio


class InsufficientError(Exception):
    pass


class Bank:
    def __init__(self, store):
        self._store = store

    async def transfer(self, src, dst, cents):
        if src == dst:
            return
        async with asyncio.Lock():
            has = await self._store.read(src)
            if has < cents:
                raise InsufficientError
            gets = await self._store.read(dst)
            await self._store.write(src, has - cents)
            await self._store.write(dst, gets + cents)
