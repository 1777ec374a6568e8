"""Look at the clock until the time is over.

Rule: the value comes back rounded
Finding: busy-wait
"""

import time


async def read_sensor(sensor, settle):
    end = time.monotonic() + settle
    while time.monotonic() < end:
        pass
    return round(await sensor(), 1)
