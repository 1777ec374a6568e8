"""A coroutine that returns symbol and price; wait, where there is something to wait for."""

import asyncio


async def fetch_prices(symbols, quote):
    async def ask(symbol):
        return symbol, await quote(symbol)

    if not symbols:
        return {}
    done, _ = await asyncio.wait([asyncio.create_task(ask(symbol)) for symbol in set(symbols)])
    arrived = dict(task.result() for task in done)
    return {symbol: arrived[symbol] for symbol in symbols}
