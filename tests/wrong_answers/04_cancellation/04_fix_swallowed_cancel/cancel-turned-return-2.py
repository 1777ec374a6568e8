"""suppress around the loop: it ends when cancelled, and nobody can tell.

Rule: when cancelled during a poll it ends at once
Finding: cancel-turned-return
"""

import asyncio
import contextlib


async def poll_forever(poll, on_error, interval):
    with contextlib.suppress(asyncio.CancelledError):
        while True:
            try:
                await poll()
            except Exception as error:
                on_error(error)
            await asyncio.sleep(interval)
