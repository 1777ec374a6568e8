"""A TaskGroup with a flag; a finally refunds whatever was booked, unless all were."""

import asyncio
import contextlib


async def reserve_trip(bookers):
    tasks, complete = {}, False
    try:
        async with asyncio.TaskGroup() as group:
            for booker in bookers:
                tasks[booker] = group.create_task(booker.book())
        complete = True
    except* ConnectionError as failed:
        raise failed
    finally:
        if not complete:
            await asyncio.gather(*(undo(booker, task) for booker, task in tasks.items()))
    return [task.result() for task in tasks.values()]


async def undo(booker, task):
    if not task.cancelled() and not task.exception():
        with contextlib.suppress(Exception):
            await booker.refund(task.result())
