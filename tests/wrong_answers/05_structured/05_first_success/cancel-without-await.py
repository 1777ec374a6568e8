"""Cancel the others, and return while they are still cleaning up.

Rule: with an answer the others are cancelled
Finding: cancel-without-await
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
    raise ExceptionGroup("no mirror has answered", errors)
