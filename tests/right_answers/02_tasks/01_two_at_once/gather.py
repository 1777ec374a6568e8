"""gather, its list turned into a tuple."""

import asyncio


async def run_both(foo, bar):
    return tuple(await asyncio.gather(foo(), bar()))
