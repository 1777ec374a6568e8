"""The first caller loads for all; when it is cancelled, nobody does.

Rule: the others get the value when the first caller is cancelled
Finding: waiter-kills-shared
"""

import asyncio


class AsyncCache:
    def __init__(self, load, ttl):
        self._load, self._ttl = load, ttl
        self._loads, self._expires = {}, {}

    async def get(self, key):
        loop = asyncio.get_running_loop()
        if key in self._loads and self._expires.get(key, float("inf")) > loop.time():
            return await asyncio.shield(self._loads[key])
        self._expires.pop(key, None)
        promise = self._loads[key] = loop.create_future()
        try:
            value = await self._load(key)
        except Exception as error:
            del self._loads[key]
            promise.set_exception(error)
            promise.exception()
            raise
        self._expires[key] = loop.time() + self._ttl
        promise.set_result(value)
        return value

    async def aclose(self):
        pass
