"""Look every hundredth of a second whether it is time.

Rule: nothing wakes up in between to look
Finding: busy-wait
"""

import asyncio
from collections import deque


class RateLimiter:
    def __init__(self, rate, per):
        self._per, self._last = per, deque([float("-inf")] * rate, maxlen=rate)

    async def acquire(self):
        loop = asyncio.get_running_loop()
        while loop.time() < self._last[0] + self._per:
            await asyncio.sleep(0.01)
        self._last.append(loop.time())

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, *_):
        pass
