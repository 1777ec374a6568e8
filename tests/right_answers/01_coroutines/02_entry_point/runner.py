"""A Runner, which is what asyncio.run uses."""

import asyncio


async def run_all(jobs):
    total = 0
    for job in jobs:
        total += await job()
    return total


def main(jobs):
    with asyncio.Runner() as runner:
        return runner.run(run_all(jobs))
