"""Stop politely: return when cancelled.

Rule: when cancelled during a poll it ends at once
Finding: cancel-turned-return
"""

import asyncio


async def poll_forever(poll, on_error, interval):
    try:
        while True:
            try:
                await poll()
            except Exception as error:
                on_error(error)
            await asyncio.sleep(interval)
    except asyncio.CancelledError:
        return
