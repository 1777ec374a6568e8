"""A token bucket that holds one token only."""

import asyncio
import time


class RateLimiter:
    def __init__(self, rate, per):
        self._interval, self._tokens = per / rate, 1.0
        self._filled = time.monotonic()
        self._lock = asyncio.Lock()

    async def acquire(self):
        async with self._lock:
            self._fill()
            if self._tokens < 1:
                await asyncio.sleep((1 - self._tokens) * self._interval)
                self._fill()
            self._tokens -= 1

    def _fill(self):
        now = time.monotonic()
        self._tokens = min(1.0, self._tokens + (now - self._filled) / self._interval)
        self._filled = now

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, *_):
        pass
