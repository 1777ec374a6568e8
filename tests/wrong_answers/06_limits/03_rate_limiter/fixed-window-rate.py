"""Count the callers of each second of the clock.

Rule: nobody exceeds it at the turn of a second or after a pause
Finding: fixed-window-rate
"""

import asyncio


class RateLimiter:
    def __init__(self, rate, per):
        self._rate, self._per = rate, per
        self._window, self._count = 0, 0
        self._lock = asyncio.Lock()

    async def acquire(self):
        loop = asyncio.get_running_loop()
        async with self._lock:
            if self._window < loop.time() // self._per:
                self._window, self._count = loop.time() // self._per, 0
            if self._count == self._rate:
                self._window, self._count = self._window + 1, 0
                await asyncio.sleep(self._window * self._per - loop.time())
            self._count += 1

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, *_):
        pass
