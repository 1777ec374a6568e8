"""Call all, then raise all errors as one group."""

import asyncio


async def bounded_map(fn, items, limit):
    slots = asyncio.Semaphore(limit)

    async def call(item):
        await slots.acquire()
        try:
            return await fn(item)
        finally:
            slots.release()

    tasks = [asyncio.create_task(call(item)) for item in items]
    results = await asyncio.gather(*tasks, return_exceptions=True)
    errors = [result for result in results if isinstance(result, Exception)]
    if errors:
        raise ExceptionGroup("some calls failed", errors)
    return results
