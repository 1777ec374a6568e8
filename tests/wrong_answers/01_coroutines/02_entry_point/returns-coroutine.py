"""Make main itself async: who calls it gets a coroutine.

Rule: the results are added up
Finding: returns-coroutine
"""

async def main(jobs):
    total = 0
    for job in jobs:
        total += await job()
    return total
