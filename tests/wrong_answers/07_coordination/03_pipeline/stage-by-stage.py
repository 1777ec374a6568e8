"""Gather all pages, then all documents, then store.

Rule: the stages overlap
Finding: stage-by-stage
"""

import asyncio


async def bounded(function, items, limit):
    free = asyncio.Semaphore(limit)

    async def one(item):
        async with free:
            return await function(item)

    return await asyncio.gather(*(one(item) for item in items))


async def run_pipeline(source, fetch, parse, store, *, workers=1, buffer=2):
    pages = await bounded(fetch, source, workers)
    documents = await bounded(parse, pages, workers)
    return len(await bounded(store, documents, workers))
