"""Each task puts itself into a queue when it is done; a new one starts for each taken out."""

import asyncio
from itertools import islice


async def map_unordered(fn, source, limit):
    items, running, done = iter(source), set(), asyncio.Queue()

    def start(count):
        for item in islice(items, count):
            task = asyncio.create_task(fn(item))
            running.add(task)
            task.add_done_callback(done.put_nowait)

    try:
        start(limit)
        while running:
            task = await done.get()
            running.discard(task)
            result = task.result()
            start(1)
            yield result
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
