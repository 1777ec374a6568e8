"""Turn every error into the exit code 1.

Rule: what a job raises leaves main
Finding: bare-except
"""

import asyncio


async def run_all(jobs):
    total = 0
    for job in jobs:
        total += await job()
    return total


def main(jobs):
    try:
        return asyncio.run(run_all(jobs))
    except Exception as error:
        print(error)
        return 1
