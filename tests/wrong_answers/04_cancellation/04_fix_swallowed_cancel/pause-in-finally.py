"""The pause in finally: it comes in any case, also on the way out.

Rule: when cancelled during a poll it ends at once
Finding: pause-in-finally
"""

import asyncio


async def poll_forever(poll, on_error, interval):
    while True:
        try:
            await poll()
        except Exception as error:
            on_error(error)
        finally:
            await asyncio.sleep(interval)
