"""The pause stands twice: in else and in except."""

import asyncio


async def poll_forever(poll, on_error, interval):
    while True:
        try:
            await poll()
        except Exception as error:
            on_error(error)
            await asyncio.sleep(interval)
        else:
            await asyncio.sleep(interval)
