"""A callback sets an event when the task is done."""

import asyncio


async def stop(task):
    if task is asyncio.current_task():
        raise RuntimeError("not myself")
    over = asyncio.Event()
    task.add_done_callback(lambda _: over.set())
    task.cancel()
    await over.wait()
    if task.cancelled():
        return None
    if error := task.exception():
        raise error
    return task.result()
