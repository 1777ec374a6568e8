"""A busy wait: to read the clock again and again until it shows what one waits for.

``while time.monotonic() < end: pass`` would never end on a clock that stands still. So
after thousands of reads without an await, each further one costs a little virtual time.
"""

from __future__ import annotations

from asynclings.clock.drive import BUSY_WAIT, pause
from asynclings.clock.frames import whereabouts
from asynclings.clock.places import Place

#: Reads of the clock in one step from which on it is a busy wait, and what each then costs.
MAX_READS = 10_000
READ_COST_SECONDS = 0.001


def count_read(place: Place) -> None:
    """Count a read of the clock by the code at *place*; let time pass for it if need be."""
    if place.turning and place.loop is not None:
        reader = place.loop.meter.reader
    else:
        reader = place.job.reader if place.job else place.clock.reader
    reader.count += 1
    if reader.count > MAX_READS:
        count = reader.count
        pause(place, READ_COST_SECONDS, BUSY_WAIT, whereabouts())
        reader.count = count  # to wait otherwise begins a new count, but this is the same wait
