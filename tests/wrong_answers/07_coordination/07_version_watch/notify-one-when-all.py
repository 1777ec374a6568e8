"""notify() wakes one of those who wait.

Rule: all who wait for a version go on
Finding: notify-one-when-all
"""

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
            self._changed.notify()
            return self._version

    async def wait_for(self, version, timeout=None):
        async with asyncio.timeout(timeout), self._changed:
            await self._changed.wait_for(lambda: self._version >= version)
            return self._version, self._value
