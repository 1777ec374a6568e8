"""One item after the other through all stages.

Rule: each stage has as many workers as are asked for
Finding: sequential-awaits
"""

import asyncio


async def run_pipeline(source, fetch, parse, store, *, workers=1, buffer=2):
    stored = 0
    for item in source:
        await store(await parse(await fetch(item)))
        stored += 1
    return stored
