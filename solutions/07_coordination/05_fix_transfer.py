"""Mend the bank that loses money."""

import asyncio
from collections import defaultdict
from typing import Protocol


class _Store(Protocol):
    async def read(self, name: str) -> int: ...  # the balance of an account, in cents
    async def write(self, name: str, cents: int) -> None: ...


class InsufficientError(Exception):
    """Note: raised when an account has too little money."""


class Bank:
    """Note: the accounts are in the store; nobody else writes to them."""

    def __init__(self, store: _Store) -> None:
        self._store = store
        # A lock for each account: whoever holds it is the only one who uses the account.
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def transfer(self, src: str, dst: str, cents: int) -> None:
        """Take so many cents from `src`, and give them to `dst`.

        No cent is lost, and none is made, however many transfers run at the same time.
        Transfers that have no account in common do not wait for one another. When `src`
        has too little, `InsufficientError` leaves, and nothing is changed. A transfer that
        fails, or is cancelled while it waits for another one, leaves its accounts free for
        the next one. A transfer from an account to itself changes nothing.
        """
        if src == dst:
            return  # its lock could not be taken twice
        # Everybody takes the locks in the same order, so nobody can hold the one that the
        # other needs while it waits for the one that the other holds.
        first, second = sorted([src, dst])
        async with self._locks[first], self._locks[second]:
            has = await self._store.read(src)
            if has < cents:
                raise InsufficientError
            gets = await self._store.read(dst)
            await self._store.write(src, has - cents)
            await self._store.write(dst, gets + cents)
