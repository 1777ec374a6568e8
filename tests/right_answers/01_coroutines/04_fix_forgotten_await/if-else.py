"""An else branch in the place of the early return."""

async def register(db, cache, mailer, name):
    if not await cache.exists(name):
        await db.insert(name)
        row = await db.row(name)
        await cache.put(name, row)
        await mailer.send(name)
        new = True
    else:
        new = False
    return new
