"""Await in a dict comprehension: one quote after the other.

Rule: all quotes are in flight at the same time
Finding: await-in-comprehension
"""


async def fetch_prices(symbols, quote):
    return {symbol: await quote(symbol) for symbol in dict.fromkeys(symbols)}
