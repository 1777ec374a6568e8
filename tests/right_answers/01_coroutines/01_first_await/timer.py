"""A timer of the loop wakes the function, in the place of asyncio.sleep."""

import asyncio


async def read_sensor(sensor, settle):
    loop = asyncio.get_running_loop()
    settled = loop.create_future()
    loop.call_later(settle, settled.set_result, None)
    await settled
    return round(await sensor(), 1)
