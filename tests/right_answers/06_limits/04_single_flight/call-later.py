"""A timer removes the value when it is too old."""

import asyncio


class AsyncCache:
    def __init__(self, load, ttl):
        self._load, self._ttl, self._loads = load, ttl, {}

    async def get(self, key):
        if key not in self._loads:
            self._loads[key] = asyncio.create_task(self._load_and_note(key))
        return await asyncio.shield(self._loads[key])

    async def _load_and_note(self, key):
        try:
            value = await self._load(key)
        except BaseException:
            del self._loads[key]
            raise
        asyncio.get_running_loop().call_later(self._ttl, self._loads.pop, key, None)
        return value

    async def aclose(self):
        loads = list(self._loads.values())
        for load in loads:
            load.cancel()
        await asyncio.gather(*loads, return_exceptions=True)
