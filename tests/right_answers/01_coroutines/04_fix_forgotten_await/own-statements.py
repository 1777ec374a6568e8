"""Each value has a name of its own."""

async def register(db, cache, mailer, name):
    taken = await cache.exists(name)
    if taken:
        return False
    await db.insert(name)
    row = await db.row(name)
    await cache.put(name, row)
    await mailer.send(name)
    return True
