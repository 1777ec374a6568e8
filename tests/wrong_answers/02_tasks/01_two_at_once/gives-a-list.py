"""Return what gather gives: a list, where a tuple was asked for.

Rule: the answers are a tuple with foo first
Finding: none
"""

import asyncio


async def run_both(foo, bar):
    return await asyncio.gather(foo(), bar())
