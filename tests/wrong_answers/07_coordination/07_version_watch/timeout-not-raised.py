"""asyncio.wait with a timeout: when the time is over, it just goes on.

Rule: after the timeout a timeout error is raised
Finding: none
"""

import asyncio


class VersionedConfig:
    def __init__(self):
        self._version = 0
        self._value = {}
        self._waiting = []

    async def update(self, value):
        self._version += 1
        self._value = value
        for needed, future in self._waiting:
            if needed <= self._version and not future.done():
                future.set_result(None)
        return self._version

    async def wait_for(self, version, timeout=None):
        if self._version < version:
            future = asyncio.get_running_loop().create_future()
            self._waiting.append((version, future))
            await asyncio.wait([future], timeout=timeout)
        return self._version, self._value
