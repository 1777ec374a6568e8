"""Use asyncio.run for each call, inside a loop that runs already.

Rule: both calls are in flight at the same time
Finding: nested-asyncio-run
"""

import asyncio


async def run_both(foo, bar):
    return asyncio.run(foo()), asyncio.run(bar())
