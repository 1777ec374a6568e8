"""except BaseException: being cancelled counts as one more mirror that has failed.

Rule: a caller that is cancelled takes all mirrors along
Finding: swallowed-cancel
"""

import asyncio


async def fastest(mirrors):
    tasks = [asyncio.create_task(mirror()) for mirror in mirrors]
    errors = []
    try:
        for finished in asyncio.as_completed(tasks):
            try:
                return await finished
            except BaseException as error:
                errors.append(error)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    raise BaseExceptionGroup("no mirror has answered", errors)
