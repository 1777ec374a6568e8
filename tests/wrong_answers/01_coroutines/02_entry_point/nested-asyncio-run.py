"""Inside the async part, start each job with asyncio.run again.

Rule: the results are added up
Finding: nested-asyncio-run
"""

import asyncio


async def run_all(jobs):
    return sum(asyncio.run(job()) for job in jobs)


def main(jobs):
    return asyncio.run(run_all(jobs))
