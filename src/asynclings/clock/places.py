"""Where the running code lives: on which clock, on which loop, in which job."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asynclings.clock.jobs import Job
from asynclings.clock.virtual import VirtualClock
from asynclings.timeline import Timeline

if TYPE_CHECKING:
    from asynclings.clock.loop import VirtualLoop


@dataclass(frozen=True, slots=True)
class Place:
    """One place in virtual time.

    Attributes:
        clock: The clock that the code lives by.
        timeline: Where what it does is written.
        loop: The loop that it belongs to; None for plain code of a scenario.
        job: The job that it runs in; None on the thread that moves the clock.
        turning: Whether this thread turns *loop*, so that to block is to block all tasks.
        factory: Makes further loops on the clock, where *loop* does not.
    """

    clock: VirtualClock
    timeline: Timeline
    loop: VirtualLoop | None = None
    job: Job | None = None
    turning: bool = False
    factory: Callable[[], VirtualLoop] | None = None

    def new_loop(self) -> VirtualLoop | None:
        """Return another loop on the same clock."""
        if self.loop is not None:
            return self.loop.sibling()
        return self.factory() if self.factory else None


class _Thread(threading.local):
    place: Place | None = None


_thread = _Thread()


def here() -> Place | None:
    """Return the place of the calling thread; None in the real world."""
    return _thread.place


@contextmanager
def inside(place: Place | None) -> Iterator[None]:
    """Put the calling thread in *place*; None is the real world."""
    before, _thread.place = _thread.place, place
    try:
        yield
    finally:
        _thread.place = before


def current_loop() -> VirtualLoop | None:
    """Return the virtual loop of the calling thread, be it the loop's own or a worker."""
    place = here()
    return place.loop if place else None
