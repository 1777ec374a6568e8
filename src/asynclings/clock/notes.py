"""Callbacks that only write down what has happened."""

from __future__ import annotations

import asyncio
from typing import Any

from asynclings.clock.virtual import VirtualClock
from asynclings.timeline import Span


class EndOfWait:
    """Writes when the wait for a future has ended; nobody has to wait a turn for that.

    Args:
        span: The wait.
        clock: Its time.
    """

    __slots__ = ("_clock", "_span")

    def __init__(self, span: Span, clock: VirtualClock) -> None:
        self._span = span
        self._clock = clock

    def __call__(self, future: asyncio.Future[Any]) -> None:
        """Write it."""
        outcome = "cancelled" if future.cancelled() else "returned"
        self._span.finish(self._clock.now, outcome)
