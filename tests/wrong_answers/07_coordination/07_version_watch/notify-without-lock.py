"""Change the version and notify, without the lock.

Rule: an update returns the new version
Finding: notify-without-lock
"""

import asyncio


class VersionedConfig:
    def __init__(self):
        self._version = 0
        self._value = {}
        self._changed = asyncio.Condition()

    async def update(self, value):
        self._version += 1
        self._value = value
        self._changed.notify_all()
        return self._version

    async def wait_for(self, version, timeout=None):
        async with asyncio.timeout(timeout), self._changed:
            await self._changed.wait_for(lambda: self._version >= version)
            return self._version, self._value
