"""A window of tasks; whichever ends first makes room."""

import asyncio


async def bounded_map(fn, items, limit):
    tasks, running = [], set()
    try:
        for item in items:
            if len(running) == limit:
                done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
            task = asyncio.ensure_future(fn(item))
            tasks.append(task)
            running.add(task)
        return list(await asyncio.gather(*tasks))
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
