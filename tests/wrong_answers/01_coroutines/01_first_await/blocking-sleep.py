"""Pause with time.sleep, which stops the whole loop.

Rule: the value comes back rounded
Finding: blocking-sleep
"""

import time


async def read_sensor(sensor, settle):
    time.sleep(settle)
    return round(await sensor(), 1)
