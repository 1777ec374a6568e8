"""Count the seconds from the question, not from the value's arrival.

Rule: a value is kept for ttl seconds
Finding: none
"""

import asyncio


class AsyncCache:
    def __init__(self, load, ttl):
        self._load, self._ttl = load, ttl
        self._loads, self._expires = {}, {}

    async def get(self, key):
        if key not in self._loads or self._is_old(key):
            self._expires[key] = asyncio.get_running_loop().time() + self._ttl
            self._loads[key] = asyncio.create_task(self._load_and_note(key))
        return await asyncio.shield(self._loads[key])

    def _is_old(self, key):
        return self._expires.get(key, float("inf")) <= asyncio.get_running_loop().time()

    async def _load_and_note(self, key):
        try:
            value = await self._load(key)
        except BaseException:
            del self._loads[key]
            raise
        return value

    async def aclose(self):
        loads = list(self._loads.values())
        for load in loads:
            load.cancel()
        await asyncio.gather(*loads, return_exceptions=True)
