"""Ask for fifty prices at once, and keep each with its symbol."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence


async def fetch_prices(
    symbols: Sequence[str],
    quote: Callable[[str], Awaitable[float]],
) -> dict[str, float]:
    """Return the price of every symbol, as `quote(symbol)` gives it, by symbol.

    All quotes are in flight at the same time, so that they take as long as the slowest
    one. A symbol that occurs twice is asked for once. The dict has the symbols in the
    order in which each of them first appears. No symbols give an empty dict.
    """
    unique = list(dict.fromkeys(symbols))  # each once, like a set, but in order
    prices = await asyncio.gather(*(quote(symbol) for symbol in unique))
    # gather keeps the order of what it was given, so that very list fits its results.
    return dict(zip(unique, prices, strict=True))
