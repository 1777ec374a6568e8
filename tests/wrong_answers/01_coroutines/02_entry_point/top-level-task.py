"""Make the tasks before a loop runs, like a create_task at module level.

Rule: the results are added up
Finding: top-level-task
"""

import asyncio


async def finish(tasks):
    return sum([await task for task in tasks])


def main(jobs):
    tasks = [asyncio.create_task(job()) for job in jobs]
    return asyncio.run(finish(tasks))
