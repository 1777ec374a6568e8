"""Wait until a sensor has settled, then read it."""

import asyncio
from collections.abc import Awaitable, Callable


async def read_sensor(sensor: Callable[[], Awaitable[float]], settle: float) -> float:
    """Return what the sensor measures, rounded to one decimal.

    `sensor` is an async function: it is called `settle` seconds after the start, once,
    and its value is returned as soon as it is there. While the sensor settles and
    measures, the rest of the program keeps running.
    """
    await asyncio.sleep(settle)
    # First the value, then the rounding: await binds closer than the call around it.
    return round(await sensor(), 1)
