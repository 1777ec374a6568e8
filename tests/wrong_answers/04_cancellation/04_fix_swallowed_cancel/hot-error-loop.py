"""Only the except is mended; on an error the pause is skipped.

Rule: a failed poll is reported and the next one comes
Finding: hot-error-loop
"""

import asyncio


async def poll_forever(poll, on_error, interval):
    while True:
        try:
            await poll()
            await asyncio.sleep(interval)
        except Exception as error:
            on_error(error)
