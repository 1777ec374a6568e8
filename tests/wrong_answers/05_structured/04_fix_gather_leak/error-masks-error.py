"""Gather the refunds and let their error leave.

Rule: a refund that fails hides nothing
Finding: error-masks-error
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
        pairs = [(b, c) for b, c in zip(bookers, ended) if isinstance(c, str)]
        await asyncio.gather(*(b.refund(c) for b, c in pairs))
        raise
