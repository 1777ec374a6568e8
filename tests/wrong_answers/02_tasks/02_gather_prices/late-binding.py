"""A nested coroutine reads the loop's variable when it runs: by then it is the last one.

Rule: every price stands under its own symbol
Finding: late-binding
"""

import asyncio


async def fetch_prices(symbols, quote):
    unique = list(dict.fromkeys(symbols))
    tasks = []
    for symbol in unique:

        async def ask():
            return await quote(symbol)

        tasks.append(asyncio.create_task(ask()))
    return dict(zip(unique, await asyncio.gather(*tasks)))
