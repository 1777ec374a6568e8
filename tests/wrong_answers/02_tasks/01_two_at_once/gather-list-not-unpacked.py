"""Give gather one list instead of two awaitables.

Rule: both calls are in flight at the same time
Finding: gather-list-not-unpacked
"""

import asyncio


async def run_both(foo, bar):
    first, second = await asyncio.gather([foo(), bar()])
    return first, second
