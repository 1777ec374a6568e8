"""Each caller sleeps for per / rate seconds.

Rule: ten callers never exceed the rate
Finding: parallel-sleep
"""

import asyncio


class RateLimiter:
    def __init__(self, rate, per):
        self._interval = per / rate

    async def acquire(self):
        await asyncio.sleep(self._interval)

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, *_):
        pass
