"""Let CancelledError go on first, then catch whatever else there is."""

import asyncio


async def poll_forever(poll, on_error, interval):
    while True:
        try:
            await poll()
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            on_error(error)
        await asyncio.sleep(interval)
