"""Find the forgotten awaits in a sign-up."""

from typing import Any, Protocol


class _Database(Protocol):
    async def insert(self, name: str) -> None: ...
    async def row(self, name: str) -> Any: ...


class _Cache(Protocol):
    async def exists(self, name: str) -> bool: ...
    async def put(self, name: str, row: Any) -> None: ...


class _Mailer(Protocol):
    async def send(self, name: str) -> None: ...


async def register(db: _Database, cache: _Cache, mailer: _Mailer, name: str) -> bool:
    """Sign `name` up and return True, or return False when the cache knows it already.

    A taken name costs one look into the cache, and nothing else is done. A new name goes
    into the database, its row is read back and cached, then a mail is sent. Each step
    starts when the one before it has ended, and True comes after the last. What a step
    raises reaches the caller, and no further step is taken.
    """
    # Without await this would ask whether there is a coroutine object, and there is one.
    if await cache.exists(name):
        return False
    await db.insert(name)
    await cache.put(name, await db.row(name))
    await mailer.send(name)
    return True
