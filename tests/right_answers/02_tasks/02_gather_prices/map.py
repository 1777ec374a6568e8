"""gather over map, zipped with the same list."""

import asyncio


async def fetch_prices(symbols, quote):
    unique = list(dict.fromkeys(symbols))
    return dict(zip(unique, await asyncio.gather(*map(quote, unique))))
