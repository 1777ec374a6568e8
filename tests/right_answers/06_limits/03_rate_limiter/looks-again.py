"""A list of times, cleared of the old ones, and another look after each sleep."""

import asyncio
import time


class RateLimiter:
    def __init__(self, rate, per):
        self._rate, self._per, self._last = rate, per, []
        self._turn = asyncio.Lock()

    async def acquire(self):
        async with self._turn:
            while True:
                now = time.monotonic()
                self._last = [start for start in self._last if start > now - self._per]
                if len(self._last) < self._rate:
                    self._last.append(now)
                    return
                await asyncio.sleep(self._last[0] + self._per - now)

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, *_):
        pass
