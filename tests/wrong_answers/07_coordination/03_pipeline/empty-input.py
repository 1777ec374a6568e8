"""A task for each item; asyncio.wait does not accept none at all.

Rule: an empty source gives 0
Finding: empty-input
"""

import asyncio


async def run_pipeline(source, fetch, parse, store, *, workers=1, buffer=2):
    gates = [asyncio.Semaphore(workers) for _ in range(3)]
    room = asyncio.Semaphore(3 * workers + 2 * buffer)

    async def carry(item):
        for gate, step in zip(gates, (fetch, parse, store)):
            async with gate:
                item = await step(item)
        room.release()

    tasks = []
    try:
        for item in source:
            await room.acquire()
            tasks.append(asyncio.create_task(carry(item)))
            if any(task.done() and task.exception() for task in tasks):
                break
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return len(tasks)
