"""Read the sensor first, and pause afterwards.

Rule: the sensor is called when it has settled
Finding: none
"""

import asyncio


async def read_sensor(sensor, settle):
    value = await sensor()
    await asyncio.sleep(settle)
    return round(value, 1)
