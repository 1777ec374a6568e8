"""asyncio.wait(FIRST_EXCEPTION), and one way out for errors and cancellations."""

import asyncio


async def reserve_trip(bookers):
    tasks = {asyncio.create_task(booker.book()): booker for booker in bookers}
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        failed = [task for task in tasks if task.done() and task.exception()]
        if not failed:
            return [task.result() for task in tasks]
        raise failed[0].exception()
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        booked = [task for task in tasks if not task.cancelled() and not task.exception()]
        refunds = [asyncio.create_task(tasks[task].refund(task.result())) for task in booked]
        if refunds:
            await asyncio.wait(refunds)
            [refund.exception() for refund in refunds]
        raise
