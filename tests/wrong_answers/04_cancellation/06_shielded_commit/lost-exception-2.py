"""The commit's error after a cancellation is never looked at.

Rule: an error after a cancellation is reported
Finding: lost-exception
"""

import asyncio


async def submit(validate, commit, on_orphan_error):
    await validate()
    task = asyncio.ensure_future(commit())
    cancelled = False
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError:
            cancelled = True
    if cancelled:
        raise asyncio.CancelledError
    return task.result()
