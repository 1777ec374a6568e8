"""The mail is a task, and it is awaited."""

import asyncio


async def register(db, cache, mailer, name):
    if await cache.exists(name):
        return False
    await db.insert(name)
    await cache.put(name, await db.row(name))
    mail = asyncio.create_task(mailer.send(name))
    await mail
    return True
