"""Look, load, store: whoever comes meanwhile finds nothing.

Rule: ten callers share one load
Finding: cache-stampede
"""

import asyncio


class AsyncCache:
    def __init__(self, load, ttl):
        self._load, self._ttl = load, ttl
        self._values = {}

    async def get(self, key):
        loop = asyncio.get_running_loop()
        if key not in self._values or self._values[key][1] <= loop.time():
            value = await self._load(key)
            self._values[key] = value, loop.time() + self._ttl
        return self._values[key][0]

    async def aclose(self):
        pass
