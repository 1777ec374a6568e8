"""Await the method exists, without calling it.

Rule: a new name is signed up
Finding: not-called
"""

async def register(db, cache, mailer, name):
    if await cache.exists:
        return False
    await db.insert(name)
    await cache.put(name, await db.row(name))
    await mailer.send(name)
    return True
