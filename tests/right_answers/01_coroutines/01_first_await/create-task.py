"""A task for the call, awaited at once: needless, but correct."""

import asyncio


async def read_sensor(sensor, settle):
    await asyncio.sleep(settle)
    return round(await asyncio.create_task(sensor()), 1)
