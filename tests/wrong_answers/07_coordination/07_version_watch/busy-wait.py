"""Look again twenty times a second.

Rule: each is woken when its own version is there
Finding: busy-wait
"""

import asyncio


class VersionedConfig:
    def __init__(self):
        self._version = 0
        self._value = {}

    async def update(self, value):
        self._version += 1
        self._value = value
        return self._version

    async def wait_for(self, version, timeout=None):
        async with asyncio.timeout(timeout):
            while self._version < version:
                await asyncio.sleep(0.05)
        return self._version, self._value
