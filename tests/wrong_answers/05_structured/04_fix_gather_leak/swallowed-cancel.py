"""Undo everything, then raise the error of a booking, and return nothing if there is none.

Rule: a caller that is cancelled gets no bill
Finding: swallowed-cancel
"""

import asyncio


async def reserve_trip(bookers):
    tasks = [asyncio.create_task(booker.book()) for booker in bookers]
    try:
        return list(await asyncio.gather(*tasks))
    except BaseException as error:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        pairs = [(b, c) for b, c in zip(bookers, ended) if isinstance(c, str)]
        await asyncio.gather(*(b.refund(c) for b, c in pairs), return_exceptions=True)
        if isinstance(error, Exception):
            raise
        return []
