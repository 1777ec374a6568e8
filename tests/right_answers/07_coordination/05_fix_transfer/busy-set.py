"""A set of busy accounts, and a condition that is told when some become free."""

import asyncio


class InsufficientError(Exception):
    pass


class Bank:
    def __init__(self, store):
        self._store = store
        self._busy = set()
        self._freed = asyncio.Condition()

    async def transfer(self, src, dst, cents):
        if src == dst:
            return
        async with self._freed:
            await self._freed.wait_for(lambda: not self._busy & {src, dst})
            self._busy |= {src, dst}
        try:
            has = await self._store.read(src)
            if has < cents:
                raise InsufficientError
            gets = await self._store.read(dst)
            await self._store.write(src, has - cents)
            await self._store.write(dst, gets + cents)
        finally:
            self._busy -= {src, dst}
            async with self._freed:
                self._freed.notify_all()
