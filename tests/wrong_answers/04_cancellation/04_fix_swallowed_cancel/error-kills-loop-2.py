"""A TimeoutError is taken for a timeout around the poller, and let through.

Rule: a failed poll is reported and the next one comes
Finding: error-kills-loop
"""

import asyncio


async def poll_forever(poll, on_error, interval):
    while True:
        try:
            await poll()
        except (asyncio.CancelledError, TimeoutError):
            raise
        except Exception as error:
            on_error(error)
        await asyncio.sleep(interval)
