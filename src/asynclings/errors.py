"""Every way a run can go wrong, and what the learner is told.

AsynclingsError                 the kit cannot do what it was asked
├── UnknownNameError            no exercise or chapter is called that
├── SubmissionError             the learner's file cannot be graded as it is
├── PolicyError                 a grading policy says what cannot be
└── GraderError                 the kit's own fault, never the learner's
ClockError                      the virtual clock can go no further
├── DeadlockError               every task waits and nothing can wake one
├── LivelockError               the loop turns without time passing
├── TimeCapError                virtual time passes the scenario's cap
├── StuckError                  a thread gave no sign of life in real time
└── BlockedLoopError            a call that would block the event loop for ever
OfflineError                    an address outside this machine was asked for
Abandoned                       ends a worker thread that outlives its scenario
"""

from __future__ import annotations


class AsynclingsError(Exception):
    """The kit cannot do what it was asked; the message says what to do."""


class UnknownNameError(AsynclingsError):
    """No exercise or chapter is called *name*."""

    def __init__(self, name: str, nearest: list[str]) -> None:
        guess = f" Did you mean {' or '.join(nearest)}?" if nearest else ""
        super().__init__(f"No exercise or chapter is called {name!r}.{guess}")
        self.name = name
        self.nearest = nearest


class SubmissionError(AsynclingsError):
    """The learner's file cannot be graded as it is.

    Args:
        what: One sentence: what was found.
        where: ``file`` or ``file:line``; empty when there is no place to name.
        todo: One sentence: what to do about it.
    """

    def __init__(self, what: str, where: str = "", todo: str = "") -> None:
        super().__init__("\n".join(part for part in (what, where and f"at {where}", todo) if part))
        self.what = what
        self.where = where
        self.todo = todo


class PolicyError(AsynclingsError):
    """A grading policy cannot be read, or says what cannot be; the message lists where."""


class GraderError(AsynclingsError):
    """The kit's own fault: a grader or the machine is wrong, not the answer."""


class ClockError(AssertionError):
    """The virtual clock can go no further; the scenario ends here."""


class DeadlockError(ClockError):
    """Every task waits for something that can no longer happen."""


class LivelockError(ClockError):
    """The loop turned too often at one instant of virtual time."""


class TimeCapError(ClockError):
    """Virtual time would pass the scenario's cap."""


class StuckError(ClockError):
    """A worker thread gave no sign of life for too many real seconds."""


class BlockedLoopError(ClockError):
    """A call on the loop's thread would block it for ever."""


class OfflineError(OSError):
    """An address outside this machine was asked for; exercises are offline."""


class Abandoned(BaseException):
    """Ends a worker thread that outlives its scenario."""
