"""Report everything, then let the CancelledError go on.

Rule: when cancelled during a poll it ends at once
Finding: cancel-reported-as-error
"""

import asyncio


async def poll_forever(poll, on_error, interval):
    while True:
        try:
            await poll()
        except BaseException as error:
            on_error(error)
            if isinstance(error, asyncio.CancelledError):
                raise
        await asyncio.sleep(interval)
