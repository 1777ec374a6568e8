"""The first caller loads for all; when it is cancelled, the next one takes over."""

import asyncio


class AsyncCache:
    def __init__(self, load, ttl):
        self._load, self._ttl = load, ttl
        self._values, self._promises = {}, {}

    async def get(self, key):
        loop = asyncio.get_running_loop()
        while True:
            if key in self._values and self._values[key][1] > loop.time():
                return self._values[key][0]
            if key not in self._promises:
                return await self._load_for_all(key)
            promise = self._promises[key]
            await asyncio.wait([promise])
            if promise.exception() is not None:
                raise promise.exception()

    async def _load_for_all(self, key):
        loop = asyncio.get_running_loop()
        promise = self._promises[key] = loop.create_future()
        try:
            value = await self._load(key)
            self._values[key] = value, loop.time() + self._ttl
            promise.set_result(None)
            return value
        except Exception as error:
            promise.set_exception(error)
            promise.exception()
            raise
        finally:
            del self._promises[key]
            if not promise.done():
                promise.set_result(None)

    async def aclose(self):
        if self._promises:
            await asyncio.wait(self._promises.values())
