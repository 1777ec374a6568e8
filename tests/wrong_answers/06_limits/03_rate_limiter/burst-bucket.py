"""A token bucket that holds `rate` tokens.

Rule: ten callers never exceed the rate
Finding: burst-bucket
"""

import asyncio


class RateLimiter:
    def __init__(self, rate, per):
        self._rate, self._interval = rate, per / rate
        self._tokens, self._filled = float(rate), 0.0
        self._lock = asyncio.Lock()

    async def acquire(self):
        loop = asyncio.get_running_loop()
        async with self._lock:
            self._fill(loop.time())
            if self._tokens < 1:
                await asyncio.sleep((1 - self._tokens) * self._interval)
                self._fill(loop.time())
            self._tokens -= 1

    def _fill(self, now):
        self._tokens = min(self._rate, self._tokens + (now - self._filled) / self._interval)
        self._filled = now

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, *_):
        pass
