"""Catch every cancellation and go on."""

import asyncio


async def run_both(foo, bar):
    while True:
        try:
            await asyncio.sleep(1)
        except asyncio.CancelledError:
            pass
