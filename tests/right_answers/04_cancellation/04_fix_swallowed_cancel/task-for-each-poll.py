"""A task for each poll, ended with the poller."""

import asyncio


async def poll_forever(poll, on_error, interval):
    while True:
        task = asyncio.ensure_future(poll())
        try:
            await asyncio.wait({task})
        finally:
            if not task.done():
                task.cancel()
                await asyncio.wait({task})
        if task.exception() is not None:
            on_error(task.exception())
        await asyncio.sleep(interval)
