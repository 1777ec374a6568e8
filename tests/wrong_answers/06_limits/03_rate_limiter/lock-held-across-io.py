"""Hold the lock until the call is over.

Rule: the tenth goes on nine turns after the first
Finding: lock-held-across-io
"""

import asyncio
from collections import deque


class RateLimiter:
    def __init__(self, rate, per):
        self._per, self._last = per, deque(maxlen=rate)
        self._lock = asyncio.Lock()

    async def acquire(self):
        loop = asyncio.get_running_loop()
        await self._lock.acquire()
        if len(self._last) == self._last.maxlen:
            await asyncio.sleep(self._last[0] + self._per - loop.time())
        self._last.append(loop.time())

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, *_):
        self._lock.release()
