"""Starts workers, and ends them: the judge's end of the zygote."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

from asynclings.errors import GraderError
from asynclings.rooms import levels
from asynclings.rooms.levels import Level
from asynclings.rooms.wire import RoomLostError, Wire

#: Real time for an answer in one rule; honest ones need a tenth, under a heavy load a half.
RULE_WALL_SECONDS = 8.0

#: Real time for the zygote to be there; importing asyncio takes a twentieth.
START_WALL_SECONDS = 10.0

SOURCE = Path(__file__).parents[2]

_MAIN = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from asynclings.rooms.zygote import main; main(*sys.argv[2:])"
)


class Workers:
    """One zygote, in one room, with at most one worker at a time.

    Args:
        level: How the room is locked.
    """

    def __init__(self, level: Level) -> None:
        self.level = level
        self._shared: tempfile.TemporaryDirectory[str] | None = None
        self._count = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._control: Wire | None = None

    def prepare(self) -> None:
        """Start the zygote, without waiting for it."""
        if self._process is not None:
            return
        shared, user = self._shared_folder(), str(levels.worker_user(self.level))
        arguments = ["-c", _MAIN, str(SOURCE), self.level, user, str(shared)]
        near, far = socket.socketpair()
        with far:
            self._process = subprocess.Popen(
                levels.command(self.level, arguments, shared),
                stdin=far.fileno(),
                env={},
                cwd="/",
                start_new_session=True,
            )
        self._control = Wire(near, START_WALL_SECONDS)

    def new_folder(self) -> Path:
        """Return a new folder that both rooms see."""
        self._count += 1
        folder = self._shared_folder() / str(self._count)
        folder.mkdir()
        folder.chmod(0o777)  # the worker may be another user; who else could reach it?
        return folder

    def _shared_folder(self) -> Path:
        if self._shared is None:
            self._shared = tempfile.TemporaryDirectory(prefix="asynclings-")
            # To pass through, for the worker's user; the names inside are not listed.
            Path(self._shared.name).chmod(0o711)
        return Path(self._shared.name)

    def start(self, libraries: tuple[str, ...] = ()) -> Wire:
        """Return the line to a new worker, which has imported *libraries*."""
        try:
            return self._start(libraries)
        except RoomLostError:  # the last answer took the zygote down: this one gets another
            self.close()
            return self._start(libraries)

    def _start(self, libraries: tuple[str, ...]) -> Wire:
        if libraries:
            self._ask(["import", *libraries])
        near, far = socket.socketpair()
        with far:
            self._ask(["start"], far.fileno())
        return Wire(near, RULE_WALL_SECONDS)

    def kill(self) -> None:
        """End the worker, with everything that it has started."""
        if self._control is None:
            return
        try:
            self._ask(["kill"])
        except RoomLostError:
            self.close()

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
        if self._shared is not None:
            self._shared.cleanup()
            self._shared = None

    def _ask(self, what: list[str], *sockets: int) -> None:
        self.prepare()
        if self._control is None:
            raise GraderError("There is no room for the answer.")
        self._control.renew()
        # Whoever asked before may have been ended before he got his answer.
        mark = os.urandom(8).hex()
        self._control.send([mark, *what], sockets)
        while self._control.receive()[0] != mark:
            pass
