"""Reserve a turn before the sleep, and keep it when cancelled.

Rule: a cancelled caller delays nobody
Finding: slot-lost-on-cancel
"""

import asyncio


class RateLimiter:
    def __init__(self, rate, per):
        self._interval, self._next = per / rate, 0.0

    async def acquire(self):
        now = asyncio.get_running_loop().time()
        turn = max(now, self._next)
        self._next = turn + self._interval
        await asyncio.sleep(turn - now)

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, *_):
        pass
