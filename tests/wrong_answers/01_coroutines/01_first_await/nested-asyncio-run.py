"""Call the sensor with asyncio.run, inside the running loop.

Rule: the value comes back rounded
Finding: nested-asyncio-run
"""

import asyncio


async def read_sensor(sensor, settle):
    await asyncio.sleep(settle)
    return round(asyncio.run(sensor()), 1)
