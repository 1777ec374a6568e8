"""The try stands around an inner loop, and each error starts it again after a pause."""

import asyncio


async def poll_forever(poll, on_error, interval):
    while True:
        try:
            while True:
                await poll()
                await asyncio.sleep(interval)
        except Exception as error:
            on_error(error)
            await asyncio.sleep(interval)
