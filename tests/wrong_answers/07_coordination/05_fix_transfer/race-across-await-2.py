"""Read first, and take the locks for the writing only.

Rule: no cent is lost and none is made
Finding: race-across-await
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
        has = await self._store.read(src)
        if has < cents:
            raise InsufficientError
        gets = await self._store.read(dst)
        first, second = sorted((src, dst))
        async with self._locks[first], self._locks[second]:
            await self._store.write(src, has - cents)
            await self._store.write(dst, gets + cents)
