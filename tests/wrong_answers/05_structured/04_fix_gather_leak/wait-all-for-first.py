"""gather(return_exceptions=True): right, but three seconds too late.

Rule: when a booking fails whatever was booked is refunded
Finding: wait-all-for-first
"""

import asyncio


async def reserve_trip(bookers):
    ended = await asyncio.gather(*(b.book() for b in bookers), return_exceptions=True)
    failed = [result for result in ended if isinstance(result, BaseException)]
    if not failed:
        return ended
    pairs = [(b, c) for b, c in zip(bookers, ended) if not isinstance(c, BaseException)]
    await asyncio.gather(*(b.refund(c) for b, c in pairs), return_exceptions=True)
    raise failed[0]
