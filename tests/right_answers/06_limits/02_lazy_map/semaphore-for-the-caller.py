"""A feeder takes an item only with a slot, which comes back with the result's delivery."""

import asyncio


async def map_unordered(fn, source, limit):
    slots, results = asyncio.Semaphore(limit), asyncio.Queue()

    async def call(item):
        results.put_nowait((await fn(item), False))

    async def feed():
        try:
            async with asyncio.TaskGroup() as group:
                items = iter(source)
                while True:
                    await slots.acquire()
                    try:
                        item = next(items)
                    except StopIteration:
                        return
                    group.create_task(call(item))
        finally:
            results.put_nowait((None, True))

    feeding = asyncio.create_task(feed())
    try:
        while True:
            result, is_end = await results.get()
            if is_end:
                break
            slots.release()
            yield result
        await feeding
    finally:
        feeding.cancel()
        await asyncio.gather(feeding, return_exceptions=True)
