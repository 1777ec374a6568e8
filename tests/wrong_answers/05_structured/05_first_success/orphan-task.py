"""Stop the others when there is an answer, but not when the caller gives up.

Rule: a caller that is cancelled takes all mirrors along
Finding: orphan-task
"""

import asyncio


async def fastest(mirrors):
    pending = {asyncio.create_task(mirror()) for mirror in mirrors}
    errors = []
    while pending:
        done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        answers = [task.result() for task in done if not task.exception()]
        errors += [task.exception() for task in done if task.exception()]
        if answers:
            for task in pending:
                task.cancel()
            await asyncio.gather(*pending, return_exceptions=True)
            return answers[0]
    raise ExceptionGroup("no mirror has answered", errors)
