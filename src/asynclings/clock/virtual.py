"""Virtual time: a number that only moves forward."""

from __future__ import annotations

import itertools

from asynclings.clock.jobs import Jobs, Reader
from asynclings.clock.outside import Outside
from asynclings.errors import TimeCapError

#: Nanoseconds in a second. Whole nanoseconds make ten sleeps of 0.1 end at exactly 1.0.
NS = 1_000_000_000


def to_ns(seconds: float) -> int:
    """Return *seconds* in whole nanoseconds."""
    return round(seconds * NS)


class VirtualClock:
    """The time of one scenario; all its loops and threads share it.

    Args:
        cap_seconds: Where time ends; whoever wants to go further gets a `TimeCapError`.

    Attributes:
        ns: The present instant, in virtual nanoseconds.
        jobs: The worker threads that live by this clock.
        outside: The workers that do not.
        task_numbers: Of the tasks that nobody has named. Python counts those of the whole process,
            so that a name would tell what else has run there.
    """

    def __init__(self, cap_seconds: float = 600.0) -> None:
        self.ns = 0
        self.jobs = Jobs()
        self.outside = Outside()
        self.cap_seconds = cap_seconds
        #: When the interpreter is free again for another thread that computes.
        self.computing_until_ns = 0
        self.reader = Reader()
        self.task_numbers = itertools.count(1)

    @property
    def now(self) -> float:
        """The present instant, in virtual seconds."""
        return self.ns / NS

    def after(self, seconds: float) -> int:
        """Return the instant that lies *seconds* ahead, in nanoseconds."""
        return self.ns + to_ns(seconds)

    def advance_to(self, ns: int) -> None:
        """Make *ns* the present instant.

        Raises:
            ValueError: *ns* lies in the past.
            TimeCapError: *ns* lies beyond the cap.
        """
        if ns < self.ns:
            raise ValueError(f"virtual time cannot go back from {self.ns} to {ns} ns")
        if ns > to_ns(self.cap_seconds):
            raise TimeCapError(
                f"virtual time would pass {self.cap_seconds:g} s: something waits or repeats "
                "for far too long"
            )
        self.ns = ns
        self.reader.count = 0
