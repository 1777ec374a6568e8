"""A semaphore with `rate` slots.

Rule: ten callers never exceed the rate
Finding: semaphore-as-rate
"""

import asyncio


class RateLimiter:
    def __init__(self, rate, per):
        self._slots = asyncio.Semaphore(rate)

    async def acquire(self):
        await self._slots.acquire()

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, *_):
        self._slots.release()
