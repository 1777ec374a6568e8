"""Whoever waits for the event holds the lock that update needs.

Rule: each is woken when its own version is there
Finding: none
"""

import asyncio


class VersionedConfig:
    def __init__(self):
        self._version = 0
        self._value = {}
        self._lock = asyncio.Lock()
        self._news = asyncio.Event()

    async def update(self, value):
        async with self._lock:
            self._version += 1
            self._value = value
            self._news.set()
            self._news.clear()
            return self._version

    async def wait_for(self, version, timeout=None):
        async with asyncio.timeout(timeout), self._lock:
            while self._version < version:
                await self._news.wait()
            return self._version, self._value
