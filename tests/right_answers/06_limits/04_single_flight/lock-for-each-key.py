"""An entry with a lock for each key; those who wait for the lock look again."""

import asyncio


class Entry:
    def __init__(self):
        self.lock, self.until, self.value, self.error = asyncio.Lock(), 0.0, None, None


class AsyncCache:
    def __init__(self, load, ttl):
        self._load, self._ttl, self._entries = load, ttl, {}

    async def get(self, key):
        loop = asyncio.get_running_loop()
        entry = self._entries.setdefault(key, Entry())
        async with entry.lock:
            if entry.error is not None:
                raise entry.error
            if entry.until <= loop.time():
                try:
                    entry.value = await self._load(key)
                except Exception as error:
                    entry.error = error
                    del self._entries[key]
                    raise
                entry.until = loop.time() + self._ttl
            return entry.value

    async def aclose(self):
        for entry in list(self._entries.values()):
            async with entry.lock:
                pass
