"""acquire and release without try: a call that fails keeps its slot.

Rule: no slot is lost when a call fails
Finding: semaphore-not-released
"""

import asyncio


async def bounded_map(fn, items, limit):
    slots = asyncio.Semaphore(limit)

    async def call(item):
        await slots.acquire()
        result = await fn(item)
        slots.release()
        return result

    results = await asyncio.gather(*(call(item) for item in items), return_exceptions=True)
    for result in results:
        if isinstance(result, Exception):
            raise result
    return list(results)
