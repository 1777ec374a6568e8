"""asyncio.wait_for around a coroutine of its own."""

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
        return await asyncio.wait_for(self._new_enough(version), timeout)

    async def _new_enough(self, version):
        async with self._changed:
            await self._changed.wait_for(lambda: self._version >= version)
            return self._version, self._value
