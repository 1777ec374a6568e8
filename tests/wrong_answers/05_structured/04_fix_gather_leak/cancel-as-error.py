"""except Exception: a caller who gives up is not seen, and gets the bill.

Rule: a caller that is cancelled gets no bill
Finding: cancel-as-error
"""

import asyncio


async def reserve_trip(bookers):
    tasks = [asyncio.create_task(booker.book()) for booker in bookers]
    try:
        return list(await asyncio.gather(*tasks))
    except Exception:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        pairs = [(b, c) for b, c in zip(bookers, ended) if isinstance(c, str)]
        await asyncio.gather(*(b.refund(c) for b, c in pairs), return_exceptions=True)
        raise
