"""Refund in a TaskGroup: the first refund that fails stops the others, and leaves.

Rule: a refund that fails hides nothing
Finding: error-masks-error
"""

import asyncio


async def reserve_trip(bookers):
    tasks = []
    try:
        async with asyncio.TaskGroup() as group:
            tasks += [group.create_task(booker.book()) for booker in bookers]
    except BaseException:
        async with asyncio.TaskGroup() as group:
            for booker, task in zip(bookers, tasks):
                if not task.cancelled() and task.exception() is None:
                    group.create_task(booker.refund(task.result()))
        raise
    return [task.result() for task in tasks]
