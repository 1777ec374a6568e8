"""A semaphore whose slots come back `per` seconds after they were taken."""

import asyncio


class RateLimiter:
    def __init__(self, rate, per):
        self._slots, self._per = asyncio.Semaphore(rate), per

    async def acquire(self):
        await self._slots.acquire()
        asyncio.get_running_loop().call_later(self._per, self._slots.release)

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, *_):
        pass
