"""By hand, all that asyncio.run does for you."""

import asyncio


async def run_all(jobs):
    total = 0
    for job in jobs:
        total += await job()
    return total


def main(jobs):
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(run_all(jobs))
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()
