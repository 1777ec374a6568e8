"""Insert, cache and mail at the same time.

Rule: each step starts when the one before it has ended
Finding: over-parallelised
"""

import asyncio


async def register(db, cache, mailer, name):
    if await cache.exists(name):
        return False

    async def store():
        await cache.put(name, await db.row(name))

    await asyncio.gather(db.insert(name), store(), mailer.send(name))
    return True
