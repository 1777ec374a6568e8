"""How time passes while somebody waits, in one of three regimes.

* **frozen**: a worker runs; wait really, and let no virtual time pass;
* **real rate**: only the world outside can act; virtual time flows as real time does;
* **jump**: nothing can happen before the next timer or parked thread; go there.

The rule for a jump was learnt the hard way: worker quiet, poll once more, jump. What the
worker did may have made something ready in the very moment in which it fell quiet.
"""

from __future__ import annotations

from typing import Protocol

from asynclings.clock.frames import place_of_thread
from asynclings.clock.jobs import Jobs
from asynclings.clock.real import REAL
from asynclings.clock.stalls import Stall, Watch
from asynclings.clock.virtual import NS, VirtualClock
from asynclings.errors import ClockError, StuckError

#: Between two looks at a worker that does not wake us by itself.
GLANCE_WALL_SECONDS = 0.02

#: A worker that runs for so long does not come back. Honest code needs milliseconds.
LIMIT_WALL_SECONDS = 8.0

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
        self._jobs: Jobs = clock.jobs
        self._waiting = waiting
        self._watch = Watch(self._jobs)
        self._glanced_ns = self._moved_ns = REAL.monotonic_ns()

    def run(self) -> None:
        """Return when the wait is over.

        Raises:
            ClockError: It never will be, or not before the cap.
        """
        while not self._is_due():
            stall = self._settle()
            if stall is None:
                return
            if stall is Stall.KERNEL:
                self._flow()
            elif self._awaits_outsiders():
                woken = self._glance(self._until_next())
                self._flow()
                if woken:
                    return
            elif self._waiting.doze(0):  # ALWAYS, after the last worker fell quiet
                return
            else:
                self._wake_guests()
                self._jump(stall)

    def _is_due(self) -> bool:
        until = self._waiting.until_ns()
        return until is not None and until <= self._clock.ns

    def _settle(self) -> Stall | None:
        """Wait until no worker runs; return why not all are quiet, None when woken."""
        while self._jobs.is_busy():
            if self._glance(GLANCE_WALL_SECONDS):
                return None
            stall = self._watch.look()
            if stall is not Stall.NO and self._jobs.is_busy():
                return stall
            if self._still_seconds() > LIMIT_WALL_SECONDS:
                raise self._stuck()
        return Stall.NO

    def _glance(self, wall_seconds: float) -> bool:
        self._glanced_ns = REAL.monotonic_ns()
        return self._waiting.doze(min(wall_seconds, GLANCE_WALL_SECONDS))

    def _flow(self) -> None:
        """Let as much virtual time pass as real time did during the last glance."""
        now, earliest = self._clock.ns, self._earliest()
        then = now + self._clock.outside.real_ns_since(self._glanced_ns)
        self._advance(then if earliest is None else max(now, min(then, earliest)))

    def _jump(self, stall: Stall) -> None:
        """Go to the next instant at which something happens."""
        earliest = self._earliest()
        if earliest is not None:
            self._advance(max(earliest, self._clock.ns))
            return
        is_in_doubt = stall is Stall.LOCK or self._waiting.is_in_doubt()
        if not is_in_doubt or self._still_seconds() > DOUBT_WALL_SECONDS:
            raise self._waiting.despair()
        self._glance(GLANCE_WALL_SECONDS)

    def _advance(self, ns: int) -> None:
        self._clock.advance_to(ns)
        earliest = self._jobs.earliest()
        # A thread goes before a timer of the same instant, and one thread before another.
        if earliest is not None and earliest <= ns:
            self._jobs.let_go()
            self._moved_ns = REAL.monotonic_ns()

    def _earliest(self) -> int | None:
        instants = (self._waiting.until_ns(), self._jobs.earliest())
        return min((ns for ns in instants if ns is not None), default=None)

    def _until_next(self) -> float:
        """Return the seconds until something is due."""
        earliest = self._earliest()
        return GLANCE_WALL_SECONDS if earliest is None else max(0, earliest - self._clock.ns) / NS

    def _awaits_outsiders(self) -> bool:
        guests = (guest for _, _, guest in self._jobs.guests())
        return self._waiting.awaits_outsiders() or any(g.awaits_outsiders() for g in guests)

    def _wake_guests(self) -> None:
        """Wake the loops in worker threads for which something is ready."""
        for job, park, guest in self._jobs.guests():
            if guest.has_events():
                self._jobs.release(job, park)

    def _still_seconds(self) -> float:
        """Return for how long, in real seconds, no thread has been let go."""
        return (REAL.monotonic_ns() - self._moved_ns) / NS

    def _stuck(self) -> StuckError:
        who = ", ".join(
            f"{job.name} at {place_of_thread(job.thread_id) or 'its start'}"
            for job in self._watch.running()
        )
        limit = f"{LIMIT_WALL_SECONDS:g} s of real time"
        return StuckError(f"a thread that should take no time has run for {limit}: {who}")
