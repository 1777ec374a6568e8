"""Wait only when there are already more than `limit`.

Rule: exactly limit calls are in flight
Finding: none
"""

import asyncio


async def bounded_map(fn, items, limit):
    tasks, running = [], set()
    for item in items:
        if len(running) > limit:
            _, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        task = asyncio.create_task(fn(item))
        tasks.append(task)
        running.add(task)
    return list(await asyncio.gather(*tasks))
