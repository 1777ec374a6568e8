"""All tasks first; awaiting them in a comprehension is fine once they run."""

import asyncio


async def fetch_prices(symbols, quote):
    tasks = {symbol: asyncio.create_task(quote(symbol)) for symbol in dict.fromkeys(symbols)}
    return {symbol: await task for symbol, task in tasks.items()}
