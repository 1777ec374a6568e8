"""Cancel and await the others one by one: each is told to stop when the one before is gone.

Rule: a caller that is cancelled takes all mirrors along
Finding: sequential-awaits
"""

import asyncio


async def fastest(mirrors):
    tasks = [asyncio.create_task(mirror()) for mirror in mirrors]
    errors = []
    try:
        for finished in asyncio.as_completed(tasks):
            try:
                return await finished
            except Exception as error:
                errors.append(error)
    finally:
        for task in tasks:
            task.cancel()
            await asyncio.wait([task])
    raise ExceptionGroup("no mirror has answered", errors)
