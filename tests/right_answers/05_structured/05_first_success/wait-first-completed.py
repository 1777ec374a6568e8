"""A loop over asyncio.wait(FIRST_COMPLETED)."""

import asyncio


async def fastest(mirrors):
    pending = {asyncio.create_task(mirror()) for mirror in mirrors}
    errors = []
    try:
        while pending:
            done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                if task.exception() is None:
                    return task.result()
                errors.append(task.exception())
    finally:
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)
    raise ExceptionGroup("no mirror has answered", errors)
