"""A new event after each update; whoever was woken looks again."""

import asyncio


class VersionedConfig:
    def __init__(self):
        self._version = 0
        self._value = {}
        self._updated = asyncio.Event()

    async def update(self, value):
        self._version += 1
        self._value = value
        self._updated.set()
        self._updated = asyncio.Event()
        return self._version

    async def wait_for(self, version, timeout=None):
        async with asyncio.timeout(timeout):
            while self._version < version:
                await self._updated.wait()
        return self._version, self._value
