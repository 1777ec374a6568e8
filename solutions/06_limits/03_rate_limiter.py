"""Start three calls per second, and never more."""

import asyncio
from collections import deque


class RateLimiter:
    """Lets at most `rate` callers go on within any `per` seconds, wherever these begin.

    Of callers that come together, the n-th goes on at most (n - 1) * per / rate seconds
    after the first. Nothing wakes up in between to look whether it is time. A caller that
    is cancelled while it waits delays nobody. `async with limiter:` waits for a turn, and
    however long the block takes, nobody waits for its end.
    """

    def __init__(self, rate: int, per: float) -> None:
        self._per = per
        self._last: deque[float] = deque(maxlen=rate)  # when the last `rate` callers went on
        self._lock = asyncio.Lock()

    async def acquire(self) -> None:
        """Wait for a turn; callers go on in the order in which they came."""
        loop = asyncio.get_running_loop()
        # Whoever holds the lock is the next one, and sleeps until its turn; the others wait
        # for the lock, in the order in which they came. Who is cancelled in here has noted
        # nothing yet, so there is nothing to take back.
        async with self._lock:
            if len(self._last) == self._last.maxlen:
                await asyncio.sleep(self._last[0] + self._per - loop.time())
            self._last.append(loop.time())

    async def __aenter__(self) -> None:
        await self.acquire()

    async def __aexit__(self, *_: object) -> None:
        pass  # a turn is used up when the call starts: there is nothing to give back
