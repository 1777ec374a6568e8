"""A task for each item, a semaphore for each stage, and one for all items on their way."""

import asyncio


async def run_pipeline(source, fetch, parse, store, *, workers=1, buffer=2):
    gates = [asyncio.Semaphore(workers) for _ in range(3)]
    room = asyncio.Semaphore(3 * workers + 2 * buffer)

    async def carry(item):
        for gate, step in zip(gates, (fetch, parse, store)):
            async with gate:
                item = await step(item)
        room.release()

    stored = 0
    async with asyncio.TaskGroup() as group:
        for item in source:
            await room.acquire()
            group.create_task(carry(item))
            stored += 1
    return stored
