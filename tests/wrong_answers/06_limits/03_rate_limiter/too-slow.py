"""A pause of `per` after every caller, not after `rate` of them.

Rule: ten callers never exceed the rate
Finding: none
"""

import asyncio


class RateLimiter:
    def __init__(self, rate, per):
        self._per, self._next = per, 0.0
        self._lock = asyncio.Lock()

    async def acquire(self):
        loop = asyncio.get_running_loop()
        async with self._lock:
            await asyncio.sleep(max(0.0, self._next - loop.time()))
            self._next = loop.time() + self._per

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, *_):
        pass
