"""What a loop does when nothing is ready."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asynclings.clock.jobs import Park
from asynclings.clock.passing import Passing
from asynclings.clock.places import here
from asynclings.clock.quiet import step_aside
from asynclings.clock.selector import Events
from asynclings.errors import ClockError, DeadlockError

if TYPE_CHECKING:
    from asynclings.clock.loop import VirtualLoop

#: A loop that is never idle gives its threads so long, at most, to do their part.
CHANCE_CPU_SECONDS = 0.2


class LoopWaiting:
    """A loop that waits for its next event or timer; see `passing.Waiting`."""

    def __init__(self, loop: VirtualLoop) -> None:
        self._loop = loop
        self.events: Events = []

    def doze(self, wall_seconds: float) -> bool:
        """Wait really; tell whether something is ready."""
        self.events = self._loop.poll(wall_seconds)
        return bool(self.events)

    def until_ns(self) -> int | None:
        """Return when the next timer is due."""
        return self._loop.next_timer_ns()

    def awaits_outsiders(self) -> bool:
        """Tell whether the world outside can make something ready."""
        return self._loop.awaits_outsiders()

    def is_in_doubt(self) -> bool:
        """Tell whether a thread that nobody knows might make something ready."""
        return self._loop.clock.outside.has_unknown_threads(self._loop.clock.jobs)

    def despair(self) -> ClockError:
        """Return the error of a loop that waits for ever."""
        return DeadlockError("every task waits for something that can no longer happen")


def wait_for_something(loop: VirtualLoop) -> Events:
    """Let time pass until something is ready for *loop*, or a timer is due."""
    place = here()
    if place is not None and place.job is not None:  # another thread moves the clock
        until = loop.next_timer_ns()
        place.clock.jobs.wait(place.job, Park(until, "an event of its loop", guest=loop))
        return loop.poll(0)
    waiting = LoopWaiting(loop)
    Passing(loop.clock, waiting).run()
    return waiting.events


def let_threads_in(loop: VirtualLoop) -> None:
    """Give worker threads whose time has come a chance, though *loop* is never idle."""
    jobs = loop.clock.jobs
    step_aside(jobs, CHANCE_CPU_SECONDS)
    earliest = jobs.earliest()
    if earliest is not None and earliest <= loop.clock.ns and not jobs.is_busy():
        jobs.let_go()
        step_aside(jobs, CHANCE_CPU_SECONDS)
