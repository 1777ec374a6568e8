"""After the first cancellation, wait once: the second one leaves the commit alone.

Rule: further cancellations change nothing
Finding: shield-misuse
"""

import asyncio


async def submit(validate, commit, on_orphan_error):
    await validate()
    task = asyncio.ensure_future(commit())
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        if task.exception():
            on_orphan_error(task.exception())
        raise
