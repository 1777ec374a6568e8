"""Keep the coroutine object instead of a task.

Rule: each caller gets the value of its key
Finding: cached-coroutine
"""

import asyncio


class AsyncCache:
    def __init__(self, load, ttl):
        self._load, self._ttl = load, ttl
        self._loads = {}

    async def get(self, key):
        if key not in self._loads:
            self._loads[key] = self._load(key)
        return await self._loads[key]

    async def aclose(self):
        for load in self._loads.values():
            load.close()
