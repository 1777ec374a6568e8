"""Connect to a machine outside."""

import asyncio


async def run_both(foo, bar):
    reader, writer = await asyncio.open_connection("192.0.2.1", 80)
    return "billed", "shipped"
