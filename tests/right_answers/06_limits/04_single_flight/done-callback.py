"""A callback of the task notes when the value came, or forgets the task."""

import asyncio


class AsyncCache:
    def __init__(self, load, ttl):
        self._load, self._ttl = load, ttl
        self._loads, self._expires = {}, {}

    async def get(self, key):
        now = asyncio.get_running_loop().time()
        if key in self._expires and self._expires[key] <= now:
            del self._expires[key], self._loads[key]
        if key not in self._loads:
            task = self._loads[key] = asyncio.ensure_future(self._load(key))
            task.add_done_callback(lambda task: self._ended(key, task))
        return await asyncio.shield(self._loads[key])

    def _ended(self, key, task):
        if task.cancelled() or task.exception() is not None:
            del self._loads[key]
        else:
            self._expires[key] = asyncio.get_running_loop().time() + self._ttl

    async def aclose(self):
        loads = list(self._loads.values())
        for load in loads:
            load.cancel()
        await asyncio.gather(*loads, return_exceptions=True)
