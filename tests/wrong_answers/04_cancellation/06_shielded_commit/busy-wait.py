"""Look thirty times a second whether the commit is done.

Rule: cancelled during commit it ends when that has ended
Finding: busy-wait
"""

import asyncio


async def submit(validate, commit, on_orphan_error):
    await validate()
    task = asyncio.ensure_future(commit())
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            await asyncio.sleep(0.03)
        if task.exception():
            on_orphan_error(task.exception())
        raise
