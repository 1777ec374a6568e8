"""set() and clear(), and no look at what has woken it.

Rule: each is woken when its own version is there
Finding: condition-without-predicate
"""

import asyncio


class VersionedConfig:
    def __init__(self):
        self._version = 0
        self._value = {}
        self._news = asyncio.Event()

    async def update(self, value):
        self._version += 1
        self._value = value
        self._news.set()
        self._news.clear()
        return self._version

    async def wait_for(self, version, timeout=None):
        if self._version < version:
            await asyncio.wait_for(self._news.wait(), timeout)
        return self._version, self._value
