"""A new asyncio.run for each job.

Rule: all jobs run in the same loop
Finding: run-per-call
"""

import asyncio


def main(jobs):
    return sum(asyncio.run(job()) for job in jobs)
