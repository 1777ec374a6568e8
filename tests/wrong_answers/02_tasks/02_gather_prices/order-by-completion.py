"""Fill the dict in the order in which the prices arrive.

Rule: the symbols keep the order of their first appearance
Finding: order-by-completion
"""

import asyncio


async def fetch_prices(symbols, quote):
    async def ask(symbol):
        return symbol, await quote(symbol)

    prices = {}
    for finished in asyncio.as_completed([ask(symbol) for symbol in dict.fromkeys(symbols)]):
        symbol, price = await finished
        prices[symbol] = price
    return prices
