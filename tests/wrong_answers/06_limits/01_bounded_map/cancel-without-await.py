"""Cancel the others when one fails, but do not wait until they are gone.

Rule: the error leaves once no call is in flight
Finding: cancel-without-await
"""

import asyncio


async def bounded_map(fn, items, limit):
    slots = asyncio.Semaphore(limit)

    async def call(item):
        async with slots:
            return await fn(item)

    tasks = [asyncio.create_task(call(item)) for item in items]
    try:
        return list(await asyncio.gather(*tasks))
    except BaseException:
        for task in tasks:
            task.cancel()
        raise
