"""Find the forgotten awaits in a sign-up.

Bug report
    Since the sign-up is async, nobody can register any more: every name is "already
    taken". When we took that check out for a test, people were told that all went well,
    but they were not in the database, what lay in the cache was no row, and no welcome
    mail was sent. Nothing fails. The log only says, again and again,
    "RuntimeWarning: coroutine ... was never awaited".

All methods of `db`, `cache` and `mailer` are async.

Check:  nox -s grade -- fix_forgotten_await
Read:   https://docs.python.org/3/library/asyncio-dev.html#detect-never-awaited-coroutines
"""

from typing import Any, Protocol


class _Database(Protocol):  # what you are given; there is nothing to change in these three
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
    # TODO: four awaits are missing; the bug report shows what becomes of each of them.
    if cache.exists(name):
        return False
    db.insert(name)
    await cache.put(name, db.row(name))
    mailer.send(name)
    return True
