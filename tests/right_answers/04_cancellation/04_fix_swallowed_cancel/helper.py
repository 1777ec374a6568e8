"""One poll is a function of its own."""

import asyncio


async def poll_forever(poll, on_error, interval):
    async def attempt():
        try:
            await poll()
        except Exception as error:
            on_error(error)

    while True:
        await attempt()
        await asyncio.sleep(interval)
