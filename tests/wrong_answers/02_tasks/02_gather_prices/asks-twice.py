"""Ask for every symbol of the list, however often it occurs.

Rule: a symbol that occurs twice is asked for once
Finding: none
"""

import asyncio


async def fetch_prices(symbols, quote):
    prices = await asyncio.gather(*(quote(symbol) for symbol in symbols))
    return dict(zip(symbols, prices))
