"""Work that computes, without computing: it costs virtual time instead."""

from __future__ import annotations

from asynclings.clock.drive import pause
from asynclings.clock.frames import whereabouts
from asynclings.clock.places import here
from asynclings.clock.real import REAL
from asynclings.clock.virtual import NS, to_ns


def crunch(seconds: float, *, holds_gil: bool = True) -> None:
    """Compute for *seconds*: on a loop's thread this blocks the loop, in a worker it does not.

    Args:
        seconds: How long it takes when nobody else computes.
        holds_gil: Whether it is Python code. Threads of Python code take turns, so that
            two of them need twice as long; hashing or compressing need not.
    """
    place = here()
    if place is None:
        REAL.sleep(seconds)
        return
    clock = place.clock
    begins_ns = max(clock.ns, clock.computing_until_ns) if holds_gil else clock.ns
    ends_ns = begins_ns + to_ns(seconds)
    if holds_gil:
        clock.computing_until_ns = ends_ns
    pause(place, (ends_ns - clock.ns) / NS, "crunch", whereabouts(1))
