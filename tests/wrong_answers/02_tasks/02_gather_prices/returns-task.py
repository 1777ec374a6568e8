"""Return a dict of tasks instead of prices.

Rule: all quotes are in flight at the same time
Finding: returns-task
"""

import asyncio


async def fetch_prices(symbols, quote):
    return {symbol: asyncio.create_task(quote(symbol)) for symbol in dict.fromkeys(symbols)}
