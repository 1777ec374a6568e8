"""The given loop with a pause after the try: BaseException is still caught.

Rule: when cancelled during a poll it ends at once
Finding: swallowed-cancel
"""

import asyncio


async def poll_forever(poll, on_error, interval):
    while True:
        try:
            await poll()
        except BaseException as error:
            on_error(error)
        await asyncio.sleep(interval)
