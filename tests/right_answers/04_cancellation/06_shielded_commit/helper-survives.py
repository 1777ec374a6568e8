"""A helper that waits for a task whatever comes, and says whether anybody wanted to stop it."""

import asyncio


async def survive(task):
    times = 0
    while not task.done():
        try:
            await asyncio.shield(asyncio.wait({task}))
        except asyncio.CancelledError:
            times += 1
    return times


async def submit(validate, commit, on_orphan_error):
    await validate()
    task = asyncio.ensure_future(commit())
    if not await survive(task):
        return await task
    error = task.exception()
    if error:
        on_orphan_error(error)
    raise asyncio.CancelledError("cancelled while the commit was running")
