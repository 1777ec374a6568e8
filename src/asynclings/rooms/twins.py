"""Loops in both rooms that turn as one.

Each loop has a twin in the other room. One of the two is run by somebody; the other is
turned by hand, once for each turn of the first. What became ready during a turn has its
chance in the next one, in whichever room it is: so a task that is started, woken or
cancelled takes exactly as many turns as it would in one room.
"""

from __future__ import annotations

import asyncio
import weakref
from typing import TYPE_CHECKING, Any

from asynclings.clock import VirtualLoop
from asynclings.clock.notes import EndOfWait
from asynclings.clock.selector import Events, VirtualSelector
from asynclings.rooms.remote import TURNS_ALONE
from asynclings.rooms.tellers import Teller, callbacks_before
from asynclings.rooms.values import number
from asynclings.rooms.wire import WireError

if TYPE_CHECKING:
    from asynclings.rooms.border import Border


#: Callbacks of the kit's own, for which the other room does not wait a turn.
AT_ONCE = (EndOfWait, Teller)


class TwinSelector(VirtualSelector):
    """Lets the other room have its turn between two turns of this one."""

    loop: TwinLoop | None = None

    def select(self, timeout: float | None = None) -> Events:
        """Return what is ready, at the earliest instant at which something is, in any room."""
        loop = self.loop
        if loop is None:
            return super().select(timeout)
        loop.meter.turn_ends()
        waits = timeout != 0
        if loop.is_run:
            busy = loop.twin_turns()
            waits = waits and not busy and not loop._ready
        events = self.poll(0)
        if not events and waits and loop.is_run:
            events = loop.wait_for_something()
        loop.meter.turn_begins()
        return events


class TwinLoop(VirtualLoop):
    """A loop with a twin in the other room.

    Attributes:
        number: By which both rooms know the pair.
        timed: The futures that a timer holds.
        is_run: Whether somebody runs this one; else the other room turns it.
    """

    border: Border | None = None
    number = 0
    is_run = True

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        # The loop makes its own selector; this one differs in what it does between turns.
        self._selector.__class__ = TwinSelector  # type: ignore[attr-defined]
        self.timed: weakref.WeakSet[asyncio.Future[Any]] = weakref.WeakSet()
        self._first: weakref.WeakKeyDictionary[asyncio.Future[Any], list[asyncio.Handle]] = (
            weakref.WeakKeyDictionary()
        )
        self.far_ready = 0
        self.far_timer: int | None = None
        self.far_listens = self.far_generates = False
        self._mature = 0

    def call_at(  # type: ignore[override]  # typeshed wants TypeVarTuple
        self, when: float, callback: Any, *args: Any, **options: Any
    ) -> asyncio.TimerHandle:
        """Call *callback* at virtual second *when*; remember the future that it wakes."""
        if args and isinstance(args[0], asyncio.Future):
            self.timed.add(args[0])
        return super().call_at(when, callback, *args, **options)

    def next_timer_ns(self) -> int | None:
        """Return the instant of the next timer in any room."""
        instants = (self.own_timer_ns(), self.far_timer if self.is_run else None)
        return min((ns for ns in instants if ns is not None), default=None)

    def own_timer_ns(self) -> int | None:
        """Return the instant of the next timer in this room."""
        return super().next_timer_ns()

    def listens(self) -> bool:
        """Tell whether a socket could make something ready here."""
        return len(self._selector.get_map()) > 1  # type: ignore[attr-defined]

    def twin_turns(self) -> bool:
        """Let the twin have a turn, if it has anything to do; tell whether it has more."""
        if self.border is None or self.border.lost is not None:
            return False
        self.tell()
        is_due = self.far_timer is not None and self.far_timer <= self.clock.ns
        if self._mature or is_due or self.far_listens or self.border.has_news:
            self.border.request("turn", self.number, self._mature, self._is_idle())
        self._mature = self.far_ready
        return bool(self._mature) or self.border.has_news

    def is_alone(self) -> bool:
        """Tell whether nobody in any room but the task that runs has anything to do."""
        is_due = self.far_timer is not None and self.far_timer <= self.clock.ns
        return self._is_idle() and not self.far_ready and not is_due

    def _is_idle(self) -> bool:
        timer = self.own_timer_ns()
        is_due = timer is not None and timer <= self.clock.ns
        return not (is_due or self._ready or self.listens() or self.far_listens)

    def count_turns(self, turns: int) -> None:
        """Count *turns* that were taken in the other room at one go.

        Raises:
            WireError: There cannot be so many.
        """
        if not 0 <= number(turns) <= TURNS_ALONE:
            raise WireError("an impossible number of turns")
        self.meter._turns += turns

    def _asks(self) -> Border | None:
        """Return the way to the twin, if there still is one and it is this one that is run."""
        is_there = self.is_run and self.number and self.border is not None
        return self.border if is_there and self.border and not self.border.lost else None

    async def shutdown_asyncgens(self) -> None:
        """Close async generators that were left open, in both rooms."""
        await super().shutdown_asyncgens()
        if self.far_generates and (border := self._asks()):
            await border.request("generators", self.number)

    def close(self) -> None:
        """Close the loop, with its twin."""
        was_open = not self.is_closed() and not self.is_running()
        super().close()
        if was_open and (border := self._asks()):
            border.post("closed", self.number)

    def tell(self) -> None:
        """Tell the other room now what is done, and not a turn later."""
        ready: Any = self._ready
        at_once = [handle for handle in ready if type(handle._callback) in AT_ONCE]
        if at_once:
            others = [handle for handle in ready if type(handle._callback) not in AT_ONCE]
            for handle in at_once:
                if type(handle._callback) is Teller:
                    self._first[handle._args[0]] = callbacks_before(handle, ready)
            ready.clear()
            ready.extend(others)
            for handle in at_once:
                handle._run()

    def catch_up(self, future: asyncio.Future[Any]) -> None:
        """Run the callbacks that *future* had before the other room asked to be told."""
        for handle in self._first.pop(future, ()):
            if handle in self._ready and not handle.cancelled():
                handle._run()
                handle.cancel()  # it keeps its place in the queue, so that turns count the same

    def turn(self, mature: int) -> None:
        """Do one turn by hand: the first *mature* callbacks, and timers that are due.

        What is ready beyond that has become so during the twin's turn, so its turn is the next.
        """
        ready: Any = self._ready
        late = [ready.pop() for _ in range(len(ready) - max(0, mature))]
        try:
            self._run_once()  # type: ignore[attr-defined]
        finally:
            self.meter.turn_ends()  # which lets go of the last step, and so of its task
            ready.extendleft(late)
            self.tell()
