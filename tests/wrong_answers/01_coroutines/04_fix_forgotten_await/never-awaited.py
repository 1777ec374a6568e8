"""All awaits but the one of the mail.

Rule: a new name is signed up
Finding: never-awaited
"""

async def register(db, cache, mailer, name):
    if await cache.exists(name):
        return False
    await db.insert(name)
    await cache.put(name, await db.row(name))
    mailer.send(name)
    return True
