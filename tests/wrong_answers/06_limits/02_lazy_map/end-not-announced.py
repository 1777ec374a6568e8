"""The workers end when the source does, and nobody tells the caller.

Rule: all results are yielded then the iteration ends
Finding: end-not-announced
"""

import asyncio


async def map_unordered(fn, source, limit):
    items, results = iter(source), asyncio.Queue(maxsize=limit)

    async def work():
        for item in items:
            await results.put(await fn(item))

    workers = [asyncio.create_task(work()) for _ in range(limit)]
    try:
        while True:
            yield await results.get()
    finally:
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
