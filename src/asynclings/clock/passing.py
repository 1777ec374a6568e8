"""How time passes while somebody waits, in one of three regimes.

* **frozen**: a worker runs; wait really, and let no virtual time pass;
* **real rate**: only the world outside can act; virtual time flows as real time does;
* **jump**: nothing can happen before the next timer or parked thread; go there.

The rule for a jump was learnt the hard way: worker quiet, poll once more, jump. What the
worker did may have made something ready in the very moment in which it fell quiet.
"""

from __future__ import annotations

from typing import Protocol

from asynclings.clock.quiet import GLANCE_WALL_SECONDS, Quiet
from asynclings.clock.real import REAL
from asynclings.clock.stalls import Work
from asynclings.clock.virtual import NS, VirtualClock
from asynclings.errors import ClockError

#: Before a deadlock is called one, as long as somebody unseen might still resolve it:
#: a thread that is none of our jobs, or a lock that is waited for with a real timeout.
DOUBT_WALL_SECONDS = 2.0


class Waiting(Protocol):
    """Somebody who waits: a loop for its next event, or a thread for another one."""

    def doze(self, wall_seconds: float) -> bool:
        """Wait really, *wall_seconds* at most; tell whether what was awaited has come."""

    def until_ns(self) -> int | None:
        """Return the instant at which the wait ends by itself; None for never."""

    def awaits_outsiders(self) -> bool:
        """Tell whether the world outside this process can end the wait."""

    def is_in_doubt(self) -> bool:
        """Tell whether somebody unseen might end the wait although all seems quiet."""

    def despair(self) -> ClockError:
        """Return what to raise now that nothing can happen any more."""


class Passing:
    """Lets time pass on *clock* until *waiting* has what it waits for."""

    def __init__(self, clock: VirtualClock, waiting: Waiting) -> None:
        self._clock = clock
        self._jobs = clock.jobs
        self._waiting = waiting
        self._quiet = Quiet(clock.jobs)

    def run(self) -> None:
        """Return when the wait is over.

        Raises:
            ClockError: It never will be, or not before the cap.
        """
        while True:
            work = self._quiet.wait()
            if self._waiting.doze(0):  # ALWAYS, after the last worker fell quiet
                return
            if work is not Work.RUNS and not self._let_due_thread_go():
                if self._is_due():
                    return
                if self._pass(work):
                    return

    def _pass(self, work: Work) -> bool:
        """Let some time pass; tell whether what was awaited came meanwhile."""
        if work is Work.IN_KERNEL:
            self._flow(self._quiet.glanced_ns)
            return False
        self._wake_guests()
        if self._awaits_outsiders():
            began = REAL.monotonic_ns()
            woken = self._waiting.doze(self._seconds_to_next())
            self._flow(began)
            return woken
        return self._jump(work)

    def _let_due_thread_go(self) -> bool:
        """Let the next thread go whose time has come: one, and before any timer."""
        earliest = self._jobs.earliest()
        if earliest is None or earliest > self._clock.ns:
            return False
        self._jobs.let_go()
        self._quiet.moved()
        return True

    def _is_due(self) -> bool:
        until = self._waiting.until_ns()
        return until is not None and until <= self._clock.ns

    def _flow(self, began_ns: int) -> None:
        """Let as much virtual time pass as real time did since *began_ns*."""
        now, next_ns = self._clock.ns, self._next_ns()
        then = now + self._clock.outside.real_ns_since(began_ns)
        self._clock.advance_to(then if next_ns is None else max(now, min(then, next_ns)))

    def _jump(self, work: Work) -> bool:
        """Go to the next instant at which something happens."""
        next_ns = self._next_ns()
        if next_ns is not None:
            self._clock.advance_to(max(next_ns, self._clock.ns))
            self._let_due_thread_go()
            return False
        is_in_doubt = work is Work.LOCKED or self._waiting.is_in_doubt()
        if not is_in_doubt or self._quiet.seconds_still() > DOUBT_WALL_SECONDS:
            raise self._waiting.despair()
        return self._waiting.doze(GLANCE_WALL_SECONDS)

    def _next_ns(self) -> int | None:
        instants = (self._waiting.until_ns(), self._jobs.earliest())
        return min((ns for ns in instants if ns is not None), default=None)

    def _seconds_to_next(self) -> float:
        """Return how long to doze, at most until something is due."""
        next_ns = self._next_ns()
        left = GLANCE_WALL_SECONDS if next_ns is None else (next_ns - self._clock.ns) / NS
        return min(GLANCE_WALL_SECONDS, left)

    def _awaits_outsiders(self) -> bool:
        guests = (guest for _, _, guest in self._jobs.guests())
        return self._waiting.awaits_outsiders() or any(g.awaits_outsiders() for g in guests)

    def _wake_guests(self) -> None:
        """Wake the threads that wait for a socket with something in it."""
        for job, park, guest in self._jobs.guests():
            if guest.has_events():
                self._jobs.release(job, park)
