"""Ask for a set of the symbols, but zip the prices with the list.

Rule: every price stands under its own symbol
Finding: lost-mapping
"""

import asyncio


async def fetch_prices(symbols, quote):
    prices = await asyncio.gather(*(quote(symbol) for symbol in set(symbols)))
    return dict(zip(symbols, prices))
