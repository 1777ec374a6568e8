"""Await in a for loop: one quote after the other.

Rule: all quotes are in flight at the same time
Finding: sequential-awaits
"""


async def fetch_prices(symbols, quote):
    prices = {}
    for symbol in symbols:
        if symbol not in prices:
            prices[symbol] = await quote(symbol)
    return prices
