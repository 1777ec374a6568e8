"""A semaphore of one for each account, in sorted order."""

import asyncio
from collections import defaultdict


class InsufficientError(Exception):
    pass


class Bank:
    def __init__(self, store):
        self._store = store
        self._gates = defaultdict(lambda: asyncio.Semaphore(1))

    async def transfer(self, src, dst, cents):
        if src == dst:
            return
        one, two = sorted((src, dst))
        async with self._gates[one], self._gates[two]:
            has = await self._store.read(src)
            if has < cents:
                raise InsufficientError
            gets = await self._store.read(dst)
            await self._store.write(src, has - cents)
            await self._store.write(dst, gets + cents)
