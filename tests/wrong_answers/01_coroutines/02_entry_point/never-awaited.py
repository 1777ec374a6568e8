"""Add up the calls of the jobs, not their values.

Rule: the results are added up
Finding: never-awaited
"""

import asyncio


async def run_all(jobs):
    total = 0
    for job in jobs:
        total += job()
    return total


def main(jobs):
    return asyncio.run(run_all(jobs))
