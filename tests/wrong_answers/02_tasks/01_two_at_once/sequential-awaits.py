"""Await foo, then bar: the second starts when the first has ended.

Rule: both calls are in flight at the same time
Finding: sequential-awaits
"""


async def run_both(foo, bar):
    return await foo(), await bar()
