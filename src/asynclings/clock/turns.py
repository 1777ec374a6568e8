"""What a loop does while time stands still: its turns, its steps, their CPU time.

A turn is one pass through everything that is ready; a step is one callback of it, most
often the stretch of a task between two awaits.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from asynclings.clock.frames import short
from asynclings.clock.jobs import Reader
from asynclings.clock.real import REAL
from asynclings.clock.tasks import ended_at
from asynclings.errors import LivelockError

if TYPE_CHECKING:
    from asynclings.clock.loop import VirtualLoop

#: Turns at one instant after which the loop is said to run in circles.
MAX_TURNS = 100_000

#: A sleep that is shorter than the clock's nanosecond ends at once. Whoever sleeps for what is
#: missing to an instant, again and again, gets that nanosecond after so many turns.
TURNS_PER_NANOSECOND = 1_000

#: Turns at one instant between two chances for a thread to do its part.
TURNS_PER_CHANCE = 500

#: CPU time of one step that counts as blocking. It stays below 0.1 s in honest code even
#: under a heavy load; wall time would not.
MAX_STEP_CPU_SECONDS = 0.25


class Meter:
    """Notices endless work on *loop*.

    Attributes:
        timers_fired: Timers that have fired.
        reads: How often the step has asked the loop for the time, asyncio included.
        reader: How often the code under test has read a clock in this step.
    """

    def __init__(self, loop: VirtualLoop) -> None:
        self._loop = loop
        self._turns = 0
        self._instant = 0
        self._step: asyncio.Handle | None = None
        self._last: asyncio.Handle | None = None
        self._cpu_seconds = 0.0
        self.timers_fired = 0
        self.reads = 0
        self.reader = Reader()

    def turn_ends(self) -> None:
        """Note that all callbacks of a turn have run."""
        if self._step is not None:
            self._step_ends(REAL.thread_time())
            # Kept only for a message: whoever holds a step holds a task that may have to die.
            self._last = self._step if self._turns >= MAX_TURNS else None
            self._step = None

    def turn_begins(self) -> None:
        """Count a turn.

        Raises:
            LivelockError: There were too many at this instant.
        """
        if self._loop.clock.ns != self._instant:
            self._instant, self._turns = self._loop.clock.ns, 0
        self._turns += 1
        if self._turns % TURNS_PER_CHANCE == 0:
            self._loop.let_threads_in()
        if self._turns > MAX_TURNS:
            self._turns = 0  # to clean up what is left takes turns, too
            raise self._loop.failed(self._endless())

    def step_begins(self, handle: asyncio.Handle) -> None:
        """Note that *handle* runs next."""
        cpu_seconds = REAL.thread_time()
        if self._step is not None:
            self._step_ends(cpu_seconds)
        self._step, self._cpu_seconds = handle, cpu_seconds
        self.reads = self.reader.count = 0
        if isinstance(handle, asyncio.TimerHandle) and not handle.cancelled():
            self.timers_fired += 1
            self._loop.timeline.timers += 1
            if self._turns > TURNS_PER_NANOSECOND:
                self._loop.clock.advance_to(self._loop.clock.ns + 1)

    def _step_ends(self, cpu_seconds: float) -> None:
        used = cpu_seconds - self._cpu_seconds
        if used > MAX_STEP_CPU_SECONDS and self._step is not None:
            name, where = ended_at(self._step)
            now = self._loop.time()
            self._loop.timeline.begin("block", "computing", now, where, name, used).finish(now)

    def _endless(self) -> LivelockError:
        turned = f"the loop turned {MAX_TURNS:,} times while no time passed"
        name, where = ended_at(self._last) if self._last else ("", "")
        task = f"task {name!r}" if name else "something"
        return LivelockError(f"{turned}: {task} polls without a pause" + _at(where))


def _at(where: str) -> str:
    return f" at {short(where)}" if where else ""


class ReadyQueue(deque[asyncio.Handle]):
    """The callbacks of a turn; tells *meter* which of them runs."""

    def __init__(self, meter: Meter) -> None:
        super().__init__()
        self._meter = meter

    def popleft(self) -> asyncio.Handle:
        """Return the next callback, which its loop is about to run."""
        handle = super().popleft()
        self._meter.step_begins(handle)
        return handle
