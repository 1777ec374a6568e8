"""A window begins with its first caller, and the next one when it is over.

Rule: nobody exceeds it at the turn of a second or after a pause
Finding: fixed-window-rate
"""

import asyncio


class RateLimiter:
    def __init__(self, rate, per):
        self._rate, self._per = rate, per
        self._begin, self._count = 0.0, 0
        self._lock = asyncio.Lock()

    async def acquire(self):
        loop = asyncio.get_running_loop()
        async with self._lock:
            if self._count == self._rate:
                await asyncio.sleep(self._begin + self._per - loop.time())
            if loop.time() >= self._begin + self._per:
                self._begin, self._count = loop.time(), 0
            self._count += 1

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, *_):
        pass
