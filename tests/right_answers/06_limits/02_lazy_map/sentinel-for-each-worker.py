"""Each worker says goodbye; the iteration ends with the last of them."""

import asyncio


async def map_unordered(fn, source, limit):
    items, results, bye = iter(source), asyncio.Queue(maxsize=1), object()

    async def work():
        for item in items:
            await results.put((await fn(item), None))
        await results.put((bye, None))

    async def guarded():
        try:
            await work()
        except Exception as error:
            await results.put((None, error))

    workers = [asyncio.create_task(guarded()) for _ in range(limit)]
    left = limit
    try:
        while left:
            result, error = await results.get()
            if error is not None:
                raise error
            if result is bye:
                left -= 1
            else:
                yield result
    finally:
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
