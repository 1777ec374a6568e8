"""The row that goes into the cache is a coroutine.

Rule: a new name is signed up
Finding: never-awaited
"""

async def register(db, cache, mailer, name):
    if await cache.exists(name):
        return False
    await db.insert(name)
    await cache.put(name, db.row(name))
    await mailer.send(name)
    return True
