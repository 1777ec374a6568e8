"""A task beside the answer that shows whether the loop was free."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self


class heartbeat:  # noqa: N801 - reads as a verb at the place of use: `async with heartbeat(0.5)`
    """Ticks every *seconds* (virtual) while the block runs; *ticks* counts them."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.ticks = 0
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._beat(), name="heartbeat")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(self.seconds)
            self.ticks += 1
