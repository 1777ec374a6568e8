"""Both balances are read at the same time, and both are written at the same time."""

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
        first, second = sorted((src, dst))
        async with self._locks[first]:
            async with self._locks[second]:
                has, gets = await asyncio.gather(self._store.read(src), self._store.read(dst))
                if has < cents:
                    raise InsufficientError
                await asyncio.gather(
                    self._store.write(src, has - cents), self._store.write(dst, gets + cents)
                )
