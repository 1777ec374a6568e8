"""Close the loop by hand, but not the async generators that are open in it.

Rule: async generators left open are closed
Finding: manual-loop
"""

import asyncio


async def run_all(jobs):
    return sum([await job() for job in jobs])


def main(jobs):
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(run_all(jobs))
    finally:
        loop.close()
