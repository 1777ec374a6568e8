"""All awaits but the one in the condition.

Rule: a new name is signed up
Finding: coroutine-truthiness
"""

async def register(db, cache, mailer, name):
    if cache.exists(name):
        return False
    await db.insert(name)
    await cache.put(name, await db.row(name))
    await mailer.send(name)
    return True
