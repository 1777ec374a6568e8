"""The given code: gather raises, and whoever is still booking goes on.

Rule: when a booking fails whatever was booked is refunded
Finding: gather-leaves-siblings
"""

import asyncio


async def reserve_trip(bookers):
    tasks = [asyncio.create_task(booker.book()) for booker in bookers]
    try:
        return list(await asyncio.gather(*tasks))
    except Exception:
        for booker, task in zip(bookers, tasks):
            if task.done() and task.exception() is None:
                await booker.refund(task.result())
        raise
