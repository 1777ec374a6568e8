"""Wait until a sensor has settled, then read it.

Check:  nox -s grade -- first_await
Read:   https://docs.python.org/3/library/asyncio-task.html#coroutines
"""

from collections.abc import Awaitable, Callable


async def read_sensor(sensor: Callable[[], Awaitable[float]], settle: float) -> float:
    """Return what the sensor measures, rounded to one decimal.

    `sensor` is an async function: it is called `settle` seconds after the start, once,
    and its value is returned as soon as it is there. While the sensor settles and
    measures, the rest of the program keeps running.
    """
    # TODO: let `settle` seconds pass, without stopping the rest of the program.
    # TODO: ask the sensor, wait for its value, and round that.
    raise NotImplementedError
