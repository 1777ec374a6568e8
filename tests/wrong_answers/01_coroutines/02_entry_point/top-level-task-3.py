"""Await at module level, as articles do.

Rule: not reached
Finding: top-level-task
"""

import asyncio


async def foo():
    await asyncio.sleep(1)


f = asyncio.create_task(foo())
await f


async def run_all(jobs):
    return sum([await job() for job in jobs])


def main(jobs):
    return asyncio.run(run_all(jobs))
