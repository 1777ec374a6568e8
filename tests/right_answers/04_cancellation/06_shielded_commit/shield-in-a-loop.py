"""shield, and asyncio.wait until the task is done."""

import asyncio


async def submit(validate, commit, on_orphan_error):
    await validate()
    task = asyncio.create_task(commit())
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            try:
                await asyncio.wait({task})
            except asyncio.CancelledError:
                pass
        if task.exception():
            on_orphan_error(task.exception())
        raise
