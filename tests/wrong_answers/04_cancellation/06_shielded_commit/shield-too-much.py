"""Both steps are protected.

Rule: cancelled during validate it ends at once
Finding: shield-too-much
"""

import asyncio


async def submit(validate, commit, on_orphan_error):
    async def both():
        await validate()
        return await commit()

    task = asyncio.create_task(both())
    cancelled = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is None:
        return task.result()
    if task.exception():
        on_orphan_error(task.exception())
    raise cancelled
