"""Zip the symbols with as_completed, as if it gave the prices in the order of the tasks.

Rule: every price stands under its own symbol
Finding: as-completed-identity
"""

import asyncio


async def fetch_prices(symbols, quote):
    unique = list(dict.fromkeys(symbols))
    tasks = [asyncio.create_task(quote(symbol)) for symbol in unique]
    prices = {}
    for symbol, finished in zip(unique, asyncio.as_completed(tasks)):
        prices[symbol] = await finished
    return prices
