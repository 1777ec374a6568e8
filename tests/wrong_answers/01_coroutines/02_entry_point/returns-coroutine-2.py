"""Return the coroutine of the async part, and start nothing.

Rule: the results are added up
Finding: returns-coroutine
"""

async def run_all(jobs):
    total = 0
    for job in jobs:
        total += await job()
    return total


def main(jobs):
    return run_all(jobs)
