"""Without the try nothing is swallowed, and the first error is the end.

Rule: a failed poll is reported and the next one comes
Finding: error-kills-loop
"""

import asyncio


async def poll_forever(poll, on_error, interval):
    while True:
        await poll()
        await asyncio.sleep(interval)
