"""Start three calls per second, and never more.

The partner's API counts how many calls of yours have started within the last second,
whenever it looks. Whoever goes beyond the rate is locked out.

Check:  nox -s grade -- rate_limiter
Read:   https://docs.python.org/3/library/asyncio-sync.html#asyncio.Lock
        https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.time
"""


class RateLimiter:
    """Lets at most `rate` callers go on within any `per` seconds, wherever these begin.

    Of callers that come together, the n-th goes on at most (n - 1) * per / rate seconds
    after the first. Nothing wakes up in between to look whether it is time. A caller that
    is cancelled while it waits delays nobody. `async with limiter:` waits for a turn, and
    however long the block takes, nobody waits for its end.
    """

    def __init__(self, rate: int, per: float) -> None:
        # TODO: what do you have to remember of those who have gone on?
        raise NotImplementedError

    async def acquire(self) -> None:
        """Wait for a turn; callers go on in the order in which they came."""
        # TODO: when is the next turn, and how do you wait exactly until then?
        # TODO: what do the others do while one waits?
        # TODO: what if you are cancelled while you wait?
        raise NotImplementedError

    async def __aenter__(self) -> None:
        await self.acquire()

    async def __aexit__(self, *_: object) -> None:
        pass  # a turn is used up when the call starts: there is nothing to give back
