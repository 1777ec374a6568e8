"""A deadline, and asyncio.wait on a future that each update resolves."""

import asyncio


class VersionedConfig:
    def __init__(self):
        self._version = 0
        self._value = {}
        self._next = None

    async def update(self, value):
        self._version += 1
        self._value = value
        if self._next is not None:
            self._next.set_result(None)
            self._next = None
        return self._version

    async def wait_for(self, version, timeout=None):
        loop = asyncio.get_running_loop()
        deadline = None if timeout is None else loop.time() + timeout
        while self._version < version:
            left = None if deadline is None else deadline - loop.time()
            if left is not None and left <= 0:
                raise TimeoutError
            if self._next is None:
                self._next = loop.create_future()
            await asyncio.wait([self._next], timeout=left)
        return self._version, self._value
