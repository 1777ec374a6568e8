"""A heap of versions with the futures of those who wait."""

import asyncio
import heapq
import itertools


class VersionedConfig:
    def __init__(self):
        self._version = 0
        self._value = {}
        self._waiting = []
        self._count = itertools.count()

    async def update(self, value):
        self._version += 1
        self._value = value
        while self._waiting and self._waiting[0][0] <= self._version:
            _, _, future = heapq.heappop(self._waiting)
            if not future.done():
                future.set_result((self._version, value))
        return self._version

    async def wait_for(self, version, timeout=None):
        if self._version >= version:
            return self._version, self._value
        future = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (version, next(self._count), future))
        return await asyncio.wait_for(future, timeout)
