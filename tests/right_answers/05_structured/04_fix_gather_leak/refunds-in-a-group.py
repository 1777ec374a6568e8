"""Refund in a TaskGroup whose children keep their errors."""

import asyncio


async def reserve_trip(bookers):
    async def refund(booker, confirmation):
        try:
            await booker.refund(confirmation)
        except Exception as error:
            print("the refund of", confirmation, "failed:", error)

    tasks = [asyncio.ensure_future(booker.book()) for booker in bookers]
    try:
        return await asyncio.gather(*tasks)
    except BaseException:
        [task.cancel() for task in tasks]
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        async with asyncio.TaskGroup() as group:
            for booker, result in zip(bookers, ended):
                if not isinstance(result, BaseException):
                    group.create_task(refund(booker, result))
        raise
