"""An async comprehension adds up."""

import asyncio


async def run_all(jobs):
    return sum([await job() for job in jobs])


def main(jobs):
    return asyncio.run(run_all(jobs))
