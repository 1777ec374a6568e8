"""The pairs of loops of one scenario, by the numbers under which both rooms know them."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from asynclings.rooms.twins import TwinLoop
from asynclings.rooms.values import number
from asynclings.rooms.wire import WireError

if TYPE_CHECKING:
    from asynclings.rooms.border import Border

#: Loops of one scenario; exercises make a handful.
MAX_LOOPS = 1_000


class Twins:
    """The pairs of loops of one scenario.

    Args:
        make: Returns a new loop for this room.
        first: Number of the first loop that is made here; the other room counts the other way.
    """

    def __init__(self, make: Callable[[], TwinLoop], step: int) -> None:
        self._make = make
        self._step = step
        self._count = 0
        # A loop that is run belongs to who runs it: when it was forgotten, that must show.
        self._run: weakref.WeakValueDictionary[int, TwinLoop] = weakref.WeakValueDictionary()
        self._turned: dict[int, TwinLoop] = {}

    def add(self, loop: TwinLoop, border: Border) -> None:
        """Note that somebody in this room runs *loop*."""
        self._count += self._step
        loop.number, loop.border = self._count, border
        self._run[loop.number] = loop

    def get(self, given: int) -> TwinLoop:
        """Return the loop that both rooms know by this number; the twin is made if need be."""
        known = self._run.get(given) or self._turned.get(given)
        if known is not None:
            return known
        if given * self._step >= 0 or len(self._turned) > MAX_LOOPS:
            raise WireError("a loop that does not exist")
        loop = self._turned[given] = self._make()
        loop.number, loop.is_run = given, False
        return loop

    def turned_by_hand(self, given: Any) -> TwinLoop:
        """Return the loop with this number, which the other room may turn."""
        loop = self.get(number(given))
        if loop.is_run:
            raise WireError("a loop that is not the other room's to turn")
        return loop

    def close_twin(self, given: Any) -> None:
        """Close the loop with this number, since the other room has closed its own."""
        loop = self.turned_by_hand(given)
        if loop.is_running():
            raise WireError("a loop that is closed while it runs")
        loop.close()

    def state(self) -> list[Any]:
        """Return what is ready in the running loop, for the other room."""
        loop = asyncio._get_running_loop()
        if not isinstance(loop, TwinLoop) or not loop.number or loop.is_closed():
            return [0, 0, None, False, False]
        ready, generates = len(loop._ready), bool(len(loop._asyncgens))  # type: ignore[attr-defined]
        return [loop.number, ready, loop.own_timer_ns(), loop.listens(), generates]

    def heed(self, given: Any, ready: Any, timer: Any, listens: Any, generates: Any) -> None:
        """Take note of what is ready in the other room."""
        if given:
            loop = self.get(number(given))
            loop.far_ready = max(0, number(ready))
            loop.far_timer = None if timer is None else number(timer)
            loop.far_listens, loop.far_generates = listens is True, generates is True

    def close(self) -> None:
        """Close the loops that the other room turned."""
        for loop in self._run.values():
            loop.border = None
        for loop in self._turned.values():
            if not loop.is_closed():
                loop.close()
