"""Book one after the other, so that nothing is on its way when one fails.

Rule: all bookings are made at the same time
Finding: sequential-awaits
"""

import asyncio


async def reserve_trip(bookers):
    confirmations = []
    try:
        for booker in bookers:
            confirmations.append(await booker.book())
    except BaseException:
        refunds = [b.refund(c) for b, c in zip(bookers, confirmations)]
        await asyncio.gather(*refunds, return_exceptions=True)
        raise
    return confirmations
