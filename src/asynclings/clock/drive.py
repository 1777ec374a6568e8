"""A thread that blocks in virtual time, while other threads go on."""

from __future__ import annotations

from asynclings.clock.describe import explain
from asynclings.clock.frames import short
from asynclings.clock.jobs import Park
from asynclings.clock.outside import process_pool_is_at_work
from asynclings.clock.passing import Passing
from asynclings.clock.places import Place, inside
from asynclings.clock.quiet import Bell
from asynclings.errors import BlockedLoopError, ClockError

#: What a wait is called that reads the clock again and again.
BUSY_WAIT = "busy wait"


class Block:
    """What the thread that moves the clock waits for; see `passing.Waiting`.

    Args:
        place: The place of that thread.
        what: The call that blocks, as a report names it.
        where: ``path:line`` of that call.
        until_ns: When it ends by itself; None for never.
    """

    def __init__(self, place: Place, what: str, where: str, until_ns: int | None) -> None:
        self.place = place
        self.what = what
        self.where = where
        self.released = False
        self._until_ns = until_ns
        self._bell = Bell()

    def release(self) -> None:
        """End the wait."""
        self.released = True
        self._bell.ring()

    def is_over(self) -> bool:
        """Tell whether what was waited for has come."""
        return self.released

    def doze(self, wall_seconds: float) -> bool:
        """Wait really; tell whether what was waited for has come."""
        if wall_seconds and not self.is_over():
            self._bell.listen(wall_seconds)
        return self.is_over()

    def until_ns(self) -> int | None:
        """Return when the wait ends by itself."""
        return self._until_ns

    def awaits_outsiders(self) -> bool:
        """Tell whether a child process may end the wait."""
        return process_pool_is_at_work()

    def is_in_doubt(self) -> bool:
        """Tell whether a thread that nobody knows may end the wait."""
        return self.place.clock.outside.has_unknown_threads(self.place.clock.jobs)

    def despair(self) -> ClockError:
        """Return the error of a thread that waits for ever."""
        who = "the event loop" if self.place.turning else "its thread"
        return BlockedLoopError(
            f"{self.what} at {short(self.where)} blocks {who} and can never return"
        )

    def run(self) -> None:
        """Wait, while the jobs go on; time that passes is time blocked.

        Raises:
            ClockError: The wait never ends, or not before the cap.
        """
        clock = self.place.clock
        start = clock.now
        try:
            with inside(None):
                Passing(clock, self).run()
        except ClockError as error:
            raise explain(error, clock, self.place.loop) from None
        finally:
            if clock.now > start:
                note_block(self.place, self.what, self.where, start)


def pause(place: Place, seconds: float, what: str, where: str) -> None:
    """Let the calling thread sleep for *seconds* of virtual time, whichever thread it is."""
    clock = place.clock
    until, start = clock.after(seconds), clock.now
    if place.job is None:
        Block(place, what, where, until).run()
    else:
        clock.jobs.wait(place.job, Park(until, what, where))
        if clock.now > start:
            note_block(place, what, where, start)


def note_block(place: Place, what: str, where: str, start: float) -> None:
    """Write that *what* blocked the loop since *start*, if this is a loop's thread."""
    if place.turning and place.loop is not None:
        last = place.timeline.spans[-1] if place.timeline.spans else None
        if last and what == BUSY_WAIT and (last.name, last.end) == (what, start):
            last.end = place.clock.now  # one wait, however often it looks at the clock
            return
        task = place.loop.running_task_name()
        place.timeline.begin("block", what, start, where, task).finish(place.clock.now)
