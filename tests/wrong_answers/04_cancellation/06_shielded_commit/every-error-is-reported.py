"""A callback reports every error, also those that the caller gets.

Rule: without a cancellation no error is an orphan
Finding: none
"""

import asyncio


async def submit(validate, commit, on_orphan_error):
    def ended(task):
        if task.exception():
            on_orphan_error(task.exception())

    await validate()
    task = asyncio.ensure_future(commit())
    task.add_done_callback(ended)
    cancelled = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled:
        raise cancelled
    return task.result()
