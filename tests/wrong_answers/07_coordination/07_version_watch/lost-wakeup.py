"""Wait for the next update, also when the version is there already.

Rule: what is new enough is returned at once
Finding: lost-wakeup
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
        async with asyncio.timeout(timeout):
            while True:
                await self._news.wait()
                if self._version >= version:
                    return self._version, self._value
