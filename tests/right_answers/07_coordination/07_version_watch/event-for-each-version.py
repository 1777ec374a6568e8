"""An event for each version, made by whoever first asks for it."""

import asyncio


class VersionedConfig:
    def __init__(self):
        self._version = 0
        self._value = {}
        self._there = {}

    async def update(self, value):
        self._version += 1
        self._value = value
        self._event_of(self._version).set()
        return self._version

    async def wait_for(self, version, timeout=None):
        if self._version < version:
            async with asyncio.timeout(timeout):
                await self._event_of(version).wait()
        return self._version, self._value

    def _event_of(self, version):
        return self._there.setdefault(version, asyncio.Event())
