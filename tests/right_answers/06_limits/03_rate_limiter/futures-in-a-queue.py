"""Callers stand in a queue of futures; a timer lets the next one go on."""

import asyncio
from collections import deque


class RateLimiter:
    def __init__(self, rate, per):
        self._rate, self._per = rate, per
        self._gone_on, self._waiting = 0, deque()

    async def acquire(self):
        if self._gone_on == self._rate:
            turn = asyncio.get_running_loop().create_future()
            self._waiting.append(turn)
            await turn
        else:
            self._count()

    def _count(self):
        self._gone_on += 1
        asyncio.get_running_loop().call_later(self._per, self._expire)

    def _expire(self):
        self._gone_on -= 1
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                self._count()
                return

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, *_):
        pass
