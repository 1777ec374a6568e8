"""The value gets a name before it is rounded."""

import asyncio


async def read_sensor(sensor, settle):
    await asyncio.sleep(settle)
    value = await sensor()
    return round(value, 1)
