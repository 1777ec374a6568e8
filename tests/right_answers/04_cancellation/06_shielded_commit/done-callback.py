"""A callback sets an event, and the event is waited for again and again."""

import asyncio
import contextlib


async def submit(validate, commit, on_orphan_error):
    await validate()
    over = asyncio.Event()
    task = asyncio.ensure_future(commit())
    task.add_done_callback(lambda _: over.set())
    cancelled = False
    while not over.is_set():
        try:
            await over.wait()
        except asyncio.CancelledError:
            cancelled = True
    if not cancelled:
        return task.result()
    with contextlib.suppress(asyncio.CancelledError):
        if (error := task.exception()) is not None:
            on_orphan_error(error)
    raise asyncio.CancelledError
