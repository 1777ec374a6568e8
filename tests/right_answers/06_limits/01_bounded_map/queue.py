"""Workers that take the items from a queue until it is empty."""

import asyncio


async def bounded_map(fn, items, limit):
    queue, results = asyncio.Queue(), {}
    for entry in enumerate(items):
        queue.put_nowait(entry)

    async def work():
        while not queue.empty():
            number, item = queue.get_nowait()
            results[number] = await fn(item)

    async with asyncio.TaskGroup() as group:
        for _ in range(min(limit, len(items))):
            group.create_task(work())
    return [results[number] for number in range(len(items))]
