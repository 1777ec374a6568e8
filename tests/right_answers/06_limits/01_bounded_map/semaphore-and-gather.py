"""Semaphore and gather, where all calls are made whatever one of them does."""

import asyncio


async def bounded_map(fn, items, limit):
    slots = asyncio.BoundedSemaphore(limit)

    async def call(item):
        async with slots:
            return await fn(item)

    results = await asyncio.gather(*(call(item) for item in items), return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return list(results)
