"""asyncio.wait without a look at whether there is anything to wait for.

Rule: no symbols give an empty dict
Finding: empty-input
"""

import asyncio


async def fetch_prices(symbols, quote):
    tasks = {symbol: asyncio.create_task(quote(symbol)) for symbol in dict.fromkeys(symbols)}
    await asyncio.wait(tasks.values())
    return {symbol: task.result() for symbol, task in tasks.items()}
