"""A condition with a loop of its own around wait()."""

import asyncio


class VersionedConfig:
    def __init__(self):
        self._version = 0
        self._value = {}
        self._changed = asyncio.Condition()

    async def update(self, value):
        async with self._changed:
            self._version += 1
            self._value = value
            self._changed.notify_all()
            return self._version

    async def wait_for(self, version, timeout=None):
        async with asyncio.timeout(timeout):
            async with self._changed:
                while self._version < version:
                    await self._changed.wait()
                return self._version, self._value
