"""Let the sensor settle while it is being read.

Rule: the sensor is called when it has settled
Finding: over-parallelised
"""

import asyncio


async def read_sensor(sensor, settle):
    _, value = await asyncio.gather(asyncio.sleep(settle), sensor())
    return round(value, 1)
