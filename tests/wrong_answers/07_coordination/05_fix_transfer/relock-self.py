"""The locks in sorted order, but both of the same account.

Rule: a transfer to the same account changes nothing
Finding: relock-self
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
        first, second = sorted((src, dst))
        async with self._locks[first], self._locks[second]:
            has = await self._store.read(src)
            if has < cents:
                raise InsufficientError
            gets = await self._store.read(dst)
            await self._store.write(src, has - cents)
            await self._store.write(dst, gets + cents)
