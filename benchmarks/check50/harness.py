"""Runs the answer beside it, says whether one rule holds."""

import asyncio
import importlib.util
import sys
import time

#: Real seconds: as short as a busy machine allows, since check50 must wait for them.
SETTLE, MEASURE, BEAT = 0.04, 0.01, 0.005

specification = importlib.util.spec_from_file_location("answer", "01_first_await.py")
answer = importlib.util.module_from_spec(specification)
specification.loader.exec_module(answer)


async def holds(rule: str) -> bool:
    """Return whether the answer keeps *rule*."""
    called, beats = [], []

    async def sensor() -> float:
        called.append(time.perf_counter())
        await asyncio.sleep(MEASURE)
        return 21.4375

    async def rest_of_the_program() -> None:
        while True:
            await asyncio.sleep(BEAT)
            beats.append(1)

    beating = asyncio.create_task(rest_of_the_program())
    begun = time.perf_counter()
    value = await answer.read_sensor(sensor, SETTLE)
    took = time.perf_counter() - begun
    beating.cancel()
    if rule == "rounded":
        return value == 21.4
    if rule == "settled":
        return len(called) == 1 and called[0] - begun >= SETTLE and took < 4 * (SETTLE + MEASURE)
    return len(beats) >= 4


sys.stdout.write("holds" if asyncio.run(holds(sys.argv[1])) else "does not hold")
