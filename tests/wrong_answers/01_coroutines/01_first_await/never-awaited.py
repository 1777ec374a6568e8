"""Build the pause and throw it away: the sensor is read at once.

Rule: the value comes back rounded
Finding: never-awaited
"""

import asyncio


async def read_sensor(sensor, settle):
    asyncio.sleep(settle)
    return round(await sensor(), 1)
