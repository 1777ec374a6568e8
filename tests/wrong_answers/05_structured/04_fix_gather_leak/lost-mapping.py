"""Take the confirmations out first, then zip them with the bookers.

Rule: what was cancelled is not refunded
Finding: lost-mapping
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
        confirmations = [one for one in ended if isinstance(one, str)]
        refunds = [b.refund(c) for b, c in zip(bookers, confirmations)]
        await asyncio.gather(*refunds, return_exceptions=True)
        raise
