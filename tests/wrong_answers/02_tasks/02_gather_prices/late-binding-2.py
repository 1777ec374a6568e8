"""A list of lambdas, called after the loop: all of them see the last symbol.

Rule: every price stands under its own symbol
Finding: late-binding
"""

import asyncio


async def fetch_prices(symbols, quote):
    unique = list(dict.fromkeys(symbols))
    questions = []
    for symbol in unique:
        questions.append(lambda: quote(symbol))
    return dict(zip(unique, await asyncio.gather(*(ask() for ask in questions))))
