"""One turn every per / rate seconds."""

import asyncio


class RateLimiter:
    def __init__(self, rate, per):
        self._interval, self._next = per / rate, 0.0
        self._lock = asyncio.Lock()

    async def acquire(self):
        loop = asyncio.get_running_loop()
        async with self._lock:
            await asyncio.sleep(self._next - loop.time())
            self._next = max(loop.time(), self._next) + self._interval

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, *_):
        pass
