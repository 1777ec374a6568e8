"""Mend the bank that loses money.

Bug report
    Users see wrong balances on busy days: with 400 cents on two accounts, a minute later
    there are 402. "That cannot be," says the author, "asyncio has only one thread." In a
    first attempt, somebody has put one lock around everything: the balances were right,
    and the queue of waiting transfers went round the block.

Check:  nox -s grade -- fix_transfer
Read:   https://docs.python.org/3/library/asyncio-sync.html#asyncio.Lock
"""

from typing import Protocol


class _Store(Protocol):  # what you are given; there is nothing to change here
    async def read(self, name: str) -> int: ...  # the balance of an account, in cents
    async def write(self, name: str, cents: int) -> None: ...


class InsufficientError(Exception):
    """Note: raised when an account has too little money."""


class Bank:
    """Note: the accounts are in the store; nobody else writes to them."""

    def __init__(self, store: _Store) -> None:
        self._store = store

    async def transfer(self, src: str, dst: str, cents: int) -> None:
        """Take so many cents from `src`, and give them to `dst`.

        No cent is lost, and none is made, however many transfers run at the same time.
        Transfers that have no account in common do not wait for one another. When `src`
        has too little, `InsufficientError` leaves, and nothing is changed. A transfer that
        fails, or is cancelled while it waits for another one, leaves its accounts free for
        the next one. A transfer from an account to itself changes nothing.
        """
        # TODO: who else may run at each of these awaits, and what does that do to what you
        #       have read before?
        # TODO: what if two transfers go in opposite directions, or one to its own account?
        has = await self._store.read(src)
        if has < cents:
            raise InsufficientError
        gets = await self._store.read(dst)
        await self._store.write(src, has - cents)
        await self._store.write(dst, gets + cents)
