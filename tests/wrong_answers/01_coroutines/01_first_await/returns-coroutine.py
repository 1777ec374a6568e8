"""Return the call of the sensor, not its value.

Rule: the value comes back rounded
Finding: returns-coroutine
"""

import asyncio


async def read_sensor(sensor, settle):
    await asyncio.sleep(settle)
    return sensor()
