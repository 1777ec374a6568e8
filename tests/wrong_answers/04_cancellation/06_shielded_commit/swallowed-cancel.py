"""Wait for the commit, then return its number: it has worked, after all.

Rule: cancelled during commit it ends when that has ended
Finding: swallowed-cancel
"""

import asyncio


async def submit(validate, commit, on_orphan_error):
    await validate()
    task = asyncio.ensure_future(commit())
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError:
            continue
    return task.result()
