"""wait_for without a limit: needless, but correct."""

import asyncio


async def read_sensor(sensor, settle):
    await asyncio.sleep(settle)
    return round(await asyncio.wait_for(sensor(), None), 1)
