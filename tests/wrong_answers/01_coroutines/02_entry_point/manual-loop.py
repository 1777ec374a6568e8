"""Drive a loop by hand and leave it open.

Rule: the results are added up
Finding: manual-loop
"""

import asyncio


async def run_all(jobs):
    return sum([await job() for job in jobs])


def main(jobs):
    loop = asyncio.new_event_loop()
    return loop.run_until_complete(run_all(jobs))
