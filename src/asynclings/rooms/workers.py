"""Starts workers, and ends them: the judge's end of the zygote."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
from pathlib import Path

from asynclings.clock.real import REAL
from asynclings.errors import AsynclingsError, GraderError
from asynclings.rooms import levels
from asynclings.rooms.levels import Level
from asynclings.rooms.output import Output
from asynclings.rooms.shared import SharedFolder
from asynclings.rooms.wire import RoomLostError, Wire

#: Real time for an answer in one rule; honest ones need a tenth, under a heavy load a half.
RULE_WALL_SECONDS = 8.0

#: Real time for the zygote to be there; importing asyncio takes a twentieth.
START_WALL_SECONDS = 10.0

#: Real time after which a worker is not used again: all its rules share one limit of CPU time.
LONG_WALL_SECONDS = 1.0

#: What the system says of a room that cannot be opened.
MAX_COMPLAINT = 1_000

NO_ROOM = "There is no room for the answer."

SOURCE = Path(__file__).parents[2]

_MAIN = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from asynclings.rooms.zygote import main; main(*sys.argv[2:])"
)


class Workers:
    """One zygote, in one room, with at most one worker at a time.

    Args:
        levels: How the room may be locked, the strongest first.

    Attributes:
        level: How it is locked; certain once it has settled.
        has_lost_one: Whether a worker was lost in the middle of a rule, whatever its answer did.
    """

    def __init__(self, *levels: Level) -> None:
        self.level, *self._weaker = levels
        self._output: Output | None = None
        self._shared: SharedFolder | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._control: Wire | None = None
        self._kept: tuple[str, Wire] | None = None
        self._next: tuple[Wire, str] | None = None
        self._imported: set[str] = set()
        self._begun = 0.0
        self.has_lost_one = False

    def prepare(self) -> None:
        """Start the zygote, without waiting for it."""
        if self._process is not None:
            return
        self._output, self._shared = Output(), SharedFolder()
        shared, user = self._shared.path, str(levels.worker_user(self.level))
        arguments = ["-c", _MAIN, str(SOURCE), self.level, user, str(shared)]
        near, far = socket.socketpair()
        with far:
            self._process = subprocess.Popen(
                levels.command(self.level, arguments, shared),
                stdin=far.fileno(),
                stdout=self._output.fileno(),
                stderr=self._output.fileno(),
                env={},
                cwd="/",
                start_new_session=True,
            )
        self._control = Wire(near, START_WALL_SECONDS)

    def settle(self) -> None:
        """Wait until the zygote is there; where it does not come, take the next weaker level.

        Raises:
            AsynclingsError: No level is left.
        """
        while True:
            try:
                return self._wait_for(self._ask("hello"))
            except RoomLostError as error:
                complaint = self.printed(MAX_COMPLAINT)
                self.close()
                if not self._weaker:
                    raise AsynclingsError(
                        f"No room of level {self.level!r} can be opened here: {error}.\n{complaint}"
                    ) from None
                self.level, *self._weaker = self._weaker

    def printed(self, most: int) -> str:
        """Return the first *most* bytes of what was printed in the room, which forgets it."""
        return self._output.take(most) if self._output is not None else ""

    def new_folder(self) -> Path:
        """Return a new folder that both rooms see."""
        self.prepare()
        if self._shared is None:
            raise GraderError(NO_ROOM)
        return self._shared.new_folder()

    def start(self, source: str, libraries: tuple[str, ...] = ()) -> Wire:
        """Return the line to a worker for the answer with this *source*.

        Args:
            source: Whoever has run another one is ended.
            libraries: What a new worker has imported.
        """
        self._begun = REAL.monotonic()
        line = self._take_kept(source) or self._take_next(libraries)
        if line is not None:
            line.renew()
            return line
        try:
            return self._start(libraries)
        except RoomLostError:  # the last answer took the zygote down: this one gets another
            self.close()
            return self._start(libraries)

    def _start(self, libraries: tuple[str, ...]) -> Wire:
        if libraries:
            self._wait_for(self._ask("import", *libraries))
            self._imported |= set(libraries)
        return self._started(*self._line_to("start"))

    def _started(self, line: Wire, mark: str) -> Wire:
        """Return the *line* to a new worker, once nothing of another answer is in the room."""
        try:
            self._wait_for(mark)
        except RoomLostError:
            line.close()
            raise
        self.printed(0)
        return line

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

    def _take_kept(self, source: str) -> Wire | None:
        kept, self._kept = self._kept, None
        if kept is None:
            return None
        if kept[0] == source and _has_forgotten(kept[1]):
            return kept[1]
        kept[1].close()
        return None

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
        self._wait_for(mark)
        return line

    def _line_to(self, what: str) -> tuple[Wire, str]:
        near, far = socket.socketpair()
        try:
            with far:
                mark = self._ask(what, handing=(far.fileno(),))
        except RoomLostError:
            near.close()
            raise
        return Wire(near, RULE_WALL_SECONDS), mark

    def close(self) -> None:
        """End the room."""
        if self._process is None or self._control is None:
            return
        self._control.close()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.wait()
        self._process = self._control = None
        lines = (self._next and self._next[0], self._kept and self._kept[1])
        for one in (self._output, self._shared, *lines):
            if one is not None:
                one.close()
        self._output = self._next = self._kept = self._shared = None
        self._imported.clear()

    def _ask(self, *what: str, handing: tuple[int, ...] = ()) -> str:
        """Ask the zygote for something; return the mark with which it answers."""
        self.prepare()
        if self._control is None:
            raise GraderError(NO_ROOM)
        self._control.renew()
        mark = os.urandom(8).hex()
        self._control.send([mark, *what], handing)
        return mark

    def _wait_for(self, mark: str) -> None:
        if self._control is None:
            raise RoomLostError("the room was closed")
        self._control.renew()
        # Whoever asked before may not have waited for his answer.
        while self._control.receive()[0] != mark:
            pass


def _has_forgotten(line: Wire) -> bool:
    """Read the answer of a worker that was to forget its last rule."""
    try:
        kind, *_, has_forgotten = line.receive()
    except (RoomLostError, ValueError):
        return False
    return bool(kind == "returned" and has_forgotten is True)
