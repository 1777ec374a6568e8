"""The locks of a sorted set of names, on an AsyncExitStack."""

import asyncio
from collections import defaultdict
from contextlib import AsyncExitStack


class InsufficientError(Exception):
    pass


class Bank:
    def __init__(self, store):
        self._store = store
        self._locks = defaultdict(asyncio.Lock)

    async def transfer(self, src, dst, cents):
        async with AsyncExitStack() as stack:
            for name in sorted({src, dst}):
                await stack.enter_async_context(self._locks[name])
            has = await self._store.read(src)
            if has < cents:
                raise InsufficientError
            if src != dst:
                gets = await self._store.read(dst)
                await self._store.write(src, has - cents)
                await self._store.write(dst, gets + cents)
