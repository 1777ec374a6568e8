"""A task silences the warning, but nobody waits for the mail.

Rule: a new name is signed up
Finding: orphan-task
"""

import asyncio


async def register(db, cache, mailer, name):
    if await cache.exists(name):
        return False
    await db.insert(name)
    await cache.put(name, await db.row(name))
    asyncio.create_task(mailer.send(name))
    return True
