"""All who wait look at the same times, and nobody looks again.

Rule: ten callers never exceed the rate
Finding: race-across-await
"""

import asyncio
from collections import deque


class RateLimiter:
    def __init__(self, rate, per):
        self._per, self._last = per, deque(maxlen=rate)

    async def acquire(self):
        loop = asyncio.get_running_loop()
        if len(self._last) == self._last.maxlen:
            await asyncio.sleep(self._last[0] + self._per - loop.time())
        self._last.append(loop.time())

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, *_):
        pass
