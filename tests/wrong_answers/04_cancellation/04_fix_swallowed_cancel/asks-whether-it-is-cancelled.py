"""Ask the own task whether it is cancelled: a task that still runs never is.

Rule: when cancelled during a poll it ends at once
Finding: swallowed-cancel
"""

import asyncio


async def poll_forever(poll, on_error, interval):
    task = asyncio.current_task()
    while not task.cancelled():
        try:
            await poll()
        except asyncio.CancelledError:
            continue
        except Exception as error:
            on_error(error)
        await asyncio.sleep(interval)
