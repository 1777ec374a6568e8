"""A bare except that reports only what is an Exception.

Rule: when cancelled during a poll it ends at once
Finding: swallowed-cancel
"""

import asyncio
import sys


async def poll_forever(poll, on_error, interval):
    while True:
        try:
            await poll()
        except:
            error = sys.exc_info()[1]
            if isinstance(error, Exception):
                on_error(error)
        await asyncio.sleep(interval)
