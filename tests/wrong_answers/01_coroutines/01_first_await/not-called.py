"""Await the sensor's function without calling it.

Rule: the value comes back rounded
Finding: not-called
"""

import asyncio


async def read_sensor(sensor, settle):
    await asyncio.sleep(settle)
    value = await sensor
    return round(value, 1)
