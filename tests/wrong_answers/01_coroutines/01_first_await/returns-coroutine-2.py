"""Round the coroutine: the call of the sensor lacks its await.

Rule: the value comes back rounded
Finding: never-awaited
"""

import asyncio


async def read_sensor(sensor, settle):
    await asyncio.sleep(settle)
    return round(sensor(), 1)
