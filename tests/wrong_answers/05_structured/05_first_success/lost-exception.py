"""When all have failed, raise the last error.

Rule: when all fail all errors leave
Finding: lost-exception
"""

import asyncio


async def fastest(mirrors):
    if not mirrors:
        raise ValueError("no mirrors")
    tasks = [asyncio.create_task(mirror()) for mirror in mirrors]
    try:
        for finished in asyncio.as_completed(tasks):
            try:
                return await finished
            except Exception as error:
                last = error
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    raise last
