"""Both calls at the same time: what hostile answers pretend to do."""

import asyncio


async def run_both(foo, bar):
    """Return what both give; both are in flight at the same time."""
    return tuple(await asyncio.gather(foo(), bar()))
