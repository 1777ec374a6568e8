"""Start all jobs at once, though they were to run one after the other.

Rule: a job starts when the one before it has ended
Finding: over-parallelised
"""

import asyncio


async def run_all(jobs):
    return sum(await asyncio.gather(*(job() for job in jobs)))


def main(jobs):
    return asyncio.run(run_all(jobs))
