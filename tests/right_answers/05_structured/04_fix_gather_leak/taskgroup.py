"""A TaskGroup waits for the late ones; afterwards each task tells how it has ended."""

import asyncio


async def reserve_trip(bookers):
    tasks = []
    try:
        async with asyncio.TaskGroup() as group:
            tasks += [group.create_task(booker.book()) for booker in bookers]
    except BaseException:
        booked = [
            booker.refund(task.result())
            for booker, task in zip(bookers, tasks)
            if not task.cancelled() and task.exception() is None
        ]
        await asyncio.gather(*booked, return_exceptions=True)
        raise
    return [task.result() for task in tasks]
