"""A TaskGroup with a dict from symbols to tasks."""

import asyncio


async def fetch_prices(symbols, quote):
    tasks = {}
    async with asyncio.TaskGroup() as group:
        for symbol in symbols:
            if symbol not in tasks:
                tasks[symbol] = group.create_task(quote(symbol))
    return {symbol: task.result() for symbol, task in tasks.items()}
