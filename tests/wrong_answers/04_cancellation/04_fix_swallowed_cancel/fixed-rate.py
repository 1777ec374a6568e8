"""Poll and pause at the same time: the interval runs from start to start.

Rule: when cancelled during a poll it ends at once
Finding: none
"""

import asyncio


async def poll_forever(poll, on_error, interval):
    while True:
        pause = asyncio.create_task(asyncio.sleep(interval))
        try:
            await poll()
        except Exception as error:
            on_error(error)
        finally:
            await pause
