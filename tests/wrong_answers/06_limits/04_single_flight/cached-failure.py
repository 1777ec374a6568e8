"""Keep the task, also when it has failed.

Rule: after an error the next caller loads again
Finding: cached-failure
"""

import asyncio


class AsyncCache:
    def __init__(self, load, ttl):
        self._load, self._ttl = load, ttl
        self._loads, self._expires = {}, {}

    async def get(self, key):
        if key not in self._loads or self._is_old(key):
            self._expires.pop(key, None)
            self._loads[key] = asyncio.create_task(self._load_and_note(key))
        return await asyncio.shield(self._loads[key])

    def _is_old(self, key):
        return self._expires.get(key, float("inf")) <= asyncio.get_running_loop().time()

    async def _load_and_note(self, key):
        value = await self._load(key)
        self._expires[key] = asyncio.get_running_loop().time() + self._ttl
        return value

    async def aclose(self):
        loads = list(self._loads.values())
        for load in loads:
            load.cancel()
        await asyncio.gather(*loads, return_exceptions=True)
