"""Take every failure of the database for a taken name.

Rule: when the insert fails nothing else is done
Finding: bare-except
"""

async def register(db, cache, mailer, name):
    if await cache.exists(name):
        return False
    try:
        await db.insert(name)
    except Exception:
        return False
    await cache.put(name, await db.row(name))
    await mailer.send(name)
    return True
