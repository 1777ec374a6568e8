"""A coroutine that returns symbol and price; as_completed, then back into order."""

import asyncio


async def fetch_prices(symbols, quote):
    async def ask(symbol):
        return symbol, await quote(symbol)

    arrived = {}
    for finished in asyncio.as_completed([ask(symbol) for symbol in set(symbols)]):
        symbol, price = await finished
        arrived[symbol] = price
    return {symbol: arrived[symbol] for symbol in symbols}
