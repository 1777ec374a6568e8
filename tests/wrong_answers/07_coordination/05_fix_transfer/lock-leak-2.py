"""The second acquire stands before the try: when it is cancelled, the first lock stays taken.

Rule: after a cancellation the next one works
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
        first, second = sorted((src, dst))
        await self._locks[first].acquire()
        await self._locks[second].acquire()
        try:
            has = await self._store.read(src)
            if has < cents:
                raise InsufficientError
            gets = await self._store.read(dst)
            await self._store.write(src, has - cents)
            await self._store.write(dst, gets + cents)
        finally:
            self._locks[first].release()
            self._locks[second].release()
