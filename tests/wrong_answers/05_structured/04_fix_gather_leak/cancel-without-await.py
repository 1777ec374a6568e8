"""Cancel the rest and refund those that are done: the car confirms after that.

Rule: when a booking fails whatever was booked is refunded
Finding: cancel-without-await
"""

import asyncio


async def reserve_trip(bookers):
    tasks = [asyncio.create_task(booker.book()) for booker in bookers]
    try:
        return list(await asyncio.gather(*tasks))
    except BaseException:
        booked = [
            booker.refund(task.result())
            for booker, task in zip(bookers, tasks)
            if task.done() and not task.cancelled() and task.exception() is None
        ]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*booked, return_exceptions=True)
        raise
