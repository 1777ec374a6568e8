"""Take whatever is no Exception for a confirmation: also the CancelledError of a bus.

Rule: what was cancelled is not refunded
Finding: return-exceptions-drops-cancel
"""

import asyncio


async def reserve_trip(bookers):
    tasks = [asyncio.create_task(booker.book()) for booker in bookers]
    try:
        return list(await asyncio.gather(*tasks))
    except BaseException:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        pairs = [(b, c) for b, c in zip(bookers, ended) if not isinstance(c, Exception)]
        await asyncio.gather(*(b.refund(c) for b, c in pairs), return_exceptions=True)
        raise
