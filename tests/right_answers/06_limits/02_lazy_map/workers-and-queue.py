"""`limit` workers, a bounded queue of results, and a last entry when all workers have ended."""

import asyncio


async def map_unordered(fn, source, limit):
    items, results = iter(source), asyncio.Queue(maxsize=limit)

    async def work():
        for item in items:
            await results.put((True, await fn(item)))

    async def work_all():
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(limit):
                    group.create_task(work())
        except* Exception as errors:
            await results.put((False, errors))
        else:
            await results.put((False, None))

    working = asyncio.create_task(work_all())
    try:
        while True:
            is_result, value = await results.get()
            if is_result:
                yield value
            elif value is None:
                return
            else:
                raise value
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
