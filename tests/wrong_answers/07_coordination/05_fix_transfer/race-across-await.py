"""The given code: others write between the read and the write.

Rule: no cent is lost and none is made
Finding: race-across-await
"""


class InsufficientError(Exception):
    pass


class Bank:
    def __init__(self, store):
        self._store = store

    async def transfer(self, src, dst, cents):
        has = await self._store.read(src)
        if has < cents:
            raise InsufficientError
        gets = await self._store.read(dst)
        await self._store.write(src, has - cents)
        await self._store.write(dst, gets + cents)
