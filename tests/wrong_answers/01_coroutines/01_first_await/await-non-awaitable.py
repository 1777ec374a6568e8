"""Await the rounded number, in the place of the sensor's value.

Rule: the value comes back rounded
Finding: await-non-awaitable
"""

import asyncio


async def read_sensor(sensor, settle):
    await asyncio.sleep(settle)
    value = await sensor()
    return await round(value, 1)
