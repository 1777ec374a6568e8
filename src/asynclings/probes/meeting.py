"""Places where calls wait for one another, or for the grader."""

from __future__ import annotations

import asyncio
import weakref


class Rendezvous:
    """Lets nobody go before *size* calls are in flight at once.

    An answer that starts one call after another never gets there: the virtual clock
    reports the deadlock at once, with how many had arrived.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.arrived: list[str] = []
        self._everybody: asyncio.Future[None] | None = None

    async def arrive(self, name: str) -> None:
        """Wait until *size* calls have arrived; *name* is this one."""
        loop = asyncio.get_running_loop()
        if self._everybody is None:
            self._everybody = loop.create_future()
            loop.explainers.append(self.explain)  # type: ignore[attr-defined]  # VirtualLoop
        self.arrived.append(name)
        if len(self.arrived) >= self.size and not self._everybody.done():
            self._everybody.set_result(None)
        # Shielded: one caller that is cancelled must not cancel the others' wait.
        await asyncio.shield(self._everybody)

    def explain(self) -> str:
        """Return how many calls have arrived, as one line; empty when all have."""
        if len(self.arrived) >= self.size:
            return ""
        names = ", ".join(self.arrived)
        return f"only {len(self.arrived)} of {self.size} calls were in flight together: {names}"


class Gate:
    """Something to wait for that only the grader can open.

    It holds nobody: a task that waits here lives only as long as somebody else holds it.
    """

    def __init__(self) -> None:
        self._is_open = False
        self._waiters: weakref.WeakSet[asyncio.Future[None]] = weakref.WeakSet()

    async def wait(self) -> None:
        """Return once the gate is open."""
        if not self._is_open:
            waiter = asyncio.get_running_loop().create_future()
            self._waiters.add(waiter)
            await waiter

    def open(self) -> None:
        """Let everybody through, now and later."""
        self._is_open = True
        for waiter in list(self._waiters):
            if not waiter.done():
                waiter.set_result(None)
