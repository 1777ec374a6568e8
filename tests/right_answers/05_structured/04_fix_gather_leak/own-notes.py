"""Each booking notes its confirmation itself, however late; the notes are refunded."""

import asyncio


async def reserve_trip(bookers):
    confirmed = {}

    async def book(booker):
        confirmed[booker] = await booker.book()

    tasks = [asyncio.create_task(book(booker)) for booker in bookers]
    try:
        await asyncio.gather(*tasks)
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        undone = [booker.refund(number) for booker, number in confirmed.items()]
        await asyncio.gather(*undone, return_exceptions=True)
        raise
    return [confirmed[booker] for booker in bookers]
