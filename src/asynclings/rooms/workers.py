"""Which worker runs the next rule: the judge's end of the zygote."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable
from pathlib import Path

from asynclings.clock.real import REAL
from asynclings.rooms.levels import Level
from asynclings.rooms.room_process import RoomProcess
from asynclings.rooms.wire import RoomLostError, Wire

#: Real time for an answer in one rule; honest ones need a tenth, under a heavy load a half.
RULE_WALL_SECONDS = 8.0

#: Real time after which a worker is not used again: all its rules share one limit of CPU time.
LONG_WALL_SECONDS = 1.0


class Workers:
    """One zygote, in one room, with at most one worker at a time that runs an answer.

    Args:
        levels: How the room may be locked, the strongest first.

    Attributes:
        room: Where they are.
        has_lost_one: Whether a worker was lost in the middle of a rule, whatever its answer did.
        warm: Called with these workers when there is another zygote than before.
    """

    def __init__(self, *levels: Level) -> None:
        self.room = RoomProcess(*levels)
        self.has_lost_one = False
        self.warm: Callable[[Workers], None] = lambda _: None
        self._kept: tuple[str, Wire] | None = None
        self._next: tuple[Wire, str] | None = None
        self._imported: set[str] = set()
        self._begun = 0.0

    @property
    def level(self) -> Level:
        """How the room is locked; certain once it has settled."""
        return self.room.level

    def prepare(self) -> None:
        """Open the room, without waiting for the zygote."""
        self.room.opened()

    def settle(self) -> None:
        """Wait until the zygote is there; see `RoomProcess.settle`."""
        self.room.settle()

    def printed(self, most: int) -> str:
        """Return the first *most* bytes of what was printed in the room, which forgets it."""
        return self.room.printed(most)

    def new_folder(self) -> Path:
        """Return a new folder that both rooms see."""
        return self.room.new_folder()

    # --- a worker for a rule ------------------------------------------------------------

    def start(self, source: str, libraries: tuple[str, ...] = ()) -> Wire:
        """Return the line to a worker for the answer with this *source*.

        Args:
            source: Whoever has run another one is ended.
            libraries: What a new worker has imported.
        """
        line = self._take_kept(source) or self._take_next(libraries) or self._new(libraries)
        line.renew()
        self._begun = REAL.monotonic()
        return line

    def _new(self, libraries: tuple[str, ...]) -> Wire:
        try:
            return self._start(libraries)
        except RoomLostError:  # the last answer took the zygote down: this one gets another
            self.close()
            return self._start(libraries)

    def _start(self, libraries: tuple[str, ...]) -> Wire:
        if libraries:
            self.room.wait_for(self.room.ask("import", *libraries))
            self._imported |= set(libraries)
        return self._started(*self._line_to("start"))

    def _started(self, line: Wire, mark: str) -> Wire:
        """Return the *line* to a new worker, once nothing of another answer is in the room."""
        try:
            self.room.wait_for(mark)
        except RoomLostError:
            line.close()
            raise
        self.printed(0)
        return line

    def _take_kept(self, source: str) -> Wire | None:
        kept, self._kept = self._kept, None
        if kept is None:
            return None
        if kept[0] == source and _has_forgotten(kept[1]):
            return kept[1]
        kept[1].close()
        return None

    def _take_next(self, libraries: tuple[str, ...]) -> Wire | None:
        prepared, self._next = self._next, None
        if prepared is None:
            return None
        if set(libraries) <= self._imported:
            with contextlib.suppress(RoomLostError):
                return self._started(*prepared)
        prepared[0].close()
        return None

    def enter(self) -> Wire:
        """Return a line to the zygote itself, which serves it until that is closed."""
        line, mark = self._line_to("enter")
        self.room.wait_for(mark)
        return line

    def _line_to(self, what: str) -> tuple[Wire, str]:
        near, far = socket.socketpair()
        try:
            with far:
                mark = self.room.ask(what, handing=(far.fileno(),))
        except RoomLostError:
            near.close()
            raise
        return Wire(near, RULE_WALL_SECONDS), mark

    # --- after a rule -------------------------------------------------------------------

    def keep(self, source: str, line: Wire) -> None:
        """Let the worker at the other end of *line* wait for the next rule of its answer.

        Args:
            source: The answer's.
            line: Where the worker is going to say whether it has forgotten the last rule.
        """
        if REAL.monotonic() - self._begun > LONG_WALL_SECONDS:
            line.close()
            self.retire()
        else:
            self._kept = (source, line)

    def retire(self) -> None:
        """End the worker with everything that it has started, while the next one is made."""
        if self._kept is not None:
            self._kept[1].close()
            self._kept = None
        if self._next is not None:
            return
        try:
            self._next = self._line_to("start")
        except RoomLostError:
            self.close()

    def rest(self) -> bool:
        """Prepare for another answer; tell whether the calling process is fit to judge it."""
        if self.has_lost_one:
            self.room.close_own()  # the zygote of its parent was lost, too
        else:
            self.retire()
        return not self.has_lost_one

    def revive(self) -> None:
        """Open the room again, if an answer has taken it down."""
        try:
            self.room.wait_for(self.room.ask("hello"))
        except RoomLostError:
            self.close()
            self.prepare()
            self.warm(self)

    def close(self) -> None:
        """Close the room, with all workers."""
        for line in (self._next and self._next[0], self._kept and self._kept[1]):
            if line is not None:
                line.close()
        self._next = self._kept = None
        self._imported.clear()
        self.room.close()


def _has_forgotten(line: Wire) -> bool:
    """Read the answer of a worker that was to forget its last rule."""
    try:
        kind, *_, has_forgotten = line.receive()
    except (RoomLostError, ValueError):
        return False
    return bool(kind == "returned" and has_forgotten is True)
