"""Make the mail wait with asyncio.run, inside the running loop.

Rule: a new name is signed up
Finding: nested-asyncio-run
"""

import asyncio


async def register(db, cache, mailer, name):
    if await cache.exists(name):
        return False
    await db.insert(name)
    await cache.put(name, await db.row(name))
    asyncio.run(mailer.send(name))
    return True
