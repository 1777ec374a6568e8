"""After the first cancellation, the task is awaited directly: the second one tears it.

Rule: further cancellations change nothing
Finding: critical-not-shielded
"""

import asyncio


async def submit(validate, commit, on_orphan_error):
    await validate()
    task = asyncio.ensure_future(commit())
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        try:
            await task
        except Exception as error:
            on_orphan_error(error)
        raise
