"""One lock for the whole bank.

Rule: transfers without a common account do not wait
Finding: global-lock
"""

import asyncio


class InsufficientError(Exception):
    pass


class Bank:
    def __init__(self, store):
        self._store = store
        self._lock = asyncio.Lock()

    async def transfer(self, src, dst, cents):
        if src == dst:
            return
        async with self._lock:
            has = await self._store.read(src)
            if has < cents:
                raise InsufficientError
            gets = await self._store.read(dst)
            await self._store.write(src, has - cents)
            await self._store.write(dst, gets + cents)
