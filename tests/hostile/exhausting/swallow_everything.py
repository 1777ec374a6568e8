"""Catch everything and go on."""

import asyncio


async def run_both(foo, bar):
    while True:
        try:
            await asyncio.sleep(0)
        except BaseException:
            pass
