"""The commit's error after a cancellation is dropped.

Rule: an error after a cancellation is reported
Finding: lost-exception
"""

import asyncio


async def submit(validate, commit, on_orphan_error):
    await validate()
    task = asyncio.ensure_future(commit())
    cancelled = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled:
        task.exception()
        raise cancelled
    return task.result()
