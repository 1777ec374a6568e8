"""Refund one after the other, each in a try.

Rule: when a booking fails whatever was booked is refunded
Finding: sequential-awaits
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
        for booker, confirmation in zip(bookers, ended):
            if isinstance(confirmation, str):
                try:
                    await booker.refund(confirmation)
                except Exception:
                    pass
        raise
