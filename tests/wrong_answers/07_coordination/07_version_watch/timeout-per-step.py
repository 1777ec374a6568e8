"""The timeout is inside of the loop: each update begins it anew.

Rule: after the timeout a timeout error is raised
Finding: timeout-per-step
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
            self._changed.notify_all()
            return self._version

    async def wait_for(self, version, timeout=None):
        async with self._changed:
            while self._version < version:
                await asyncio.wait_for(self._changed.wait(), timeout)
            return self._version, self._value
