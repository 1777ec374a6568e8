"""The commit's error is reported, and raised in place of the cancellation.

Rule: an error after a cancellation is reported
Finding: cancel-turned-error
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
    if cancelled and task.exception():
        on_orphan_error(task.exception())
    number = task.result()
    if cancelled:
        raise cancelled
    return number
