"""Check the balance, then wait for the locks: by then it is no longer true.

Rule: two transfers do not spend the same money
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
        if await self._store.read(src) < cents:
            raise InsufficientError
        first, second = sorted((src, dst))
        async with self._locks[first], self._locks[second]:
            await self._store.write(src, await self._store.read(src) - cents)
            await self._store.write(dst, await self._store.read(dst) + cents)
