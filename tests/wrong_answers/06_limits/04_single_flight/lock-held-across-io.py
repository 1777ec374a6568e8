"""One lock for all keys, held while one of them is loaded.

Rule: different keys are loaded at the same time
Finding: lock-held-across-io
"""

import asyncio


class AsyncCache:
    def __init__(self, load, ttl):
        self._load, self._ttl = load, ttl
        self._values, self._lock = {}, asyncio.Lock()

    async def get(self, key):
        loop = asyncio.get_running_loop()
        async with self._lock:
            if key not in self._values or self._values[key][1] <= loop.time():
                value = await self._load(key)
                self._values[key] = value, loop.time() + self._ttl
            return self._values[key][0]

    async def aclose(self):
        pass
