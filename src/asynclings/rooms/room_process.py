"""A room with a zygote in it: opens it, asks the zygote, closes it."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
from pathlib import Path

from asynclings.errors import AsynclingsError
from asynclings.rooms import levels
from asynclings.rooms.levels import Level
from asynclings.rooms.output import Output
from asynclings.rooms.shared import SharedFolder
from asynclings.rooms.wire import RoomLostError, Wire

#: Real time for the zygote to be there; importing asyncio takes a twentieth.
START_WALL_SECONDS = 10.0

#: What the system says of a room that cannot be opened.
MAX_COMPLAINT = 1_000

SOURCE = Path(__file__).parents[2]

_MAIN = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from asynclings.rooms.zygote import main; main(*sys.argv[2:])"
)


class _Open:
    """All that there is of a room while it is open."""

    def __init__(self, level: Level) -> None:
        self.opener = os.getpid()
        self.output, self.shared = Output(), SharedFolder()
        shared, user = self.shared.path, str(levels.worker_user(level))
        arguments = ["-c", _MAIN, str(SOURCE), level, user, str(shared)]
        near, far = socket.socketpair()
        with far:
            self.process = subprocess.Popen(
                levels.command(level, arguments, shared),
                stdin=far.fileno(),
                stdout=self.output.fileno(),
                stderr=self.output.fileno(),
                env={},
                cwd="/",
                start_new_session=True,
            )
        self.control = Wire(near, START_WALL_SECONDS)

    def close(self) -> None:
        self.control.close()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.wait()
        self.output.close()
        self.shared.close()


class RoomProcess:
    """A room that is opened as soon as something is wanted of it, and again after it was closed.

    Args:
        levels: How it may be locked, the strongest first.

    Attributes:
        level: How it is locked; certain once it has settled.
    """

    def __init__(self, *levels: Level) -> None:
        self.level, *self._weaker = levels
        self._open: _Open | None = None

    def opened(self) -> _Open:
        """Return the open room; its zygote may not be there yet."""
        self._open = self._open or _Open(self.level)
        return self._open

    def settle(self) -> None:
        """Wait until the zygote is there; where it does not come, take the next weaker level.

        Raises:
            AsynclingsError: No level is left.
        """
        while True:
            try:
                return self.wait_for(self.ask("hello"))
            except RoomLostError as error:
                complaint = self.printed(MAX_COMPLAINT)
                self.close()
                if not self._weaker:
                    raise AsynclingsError(
                        f"No room of level {self.level!r} can be opened here: "
                        f"{complaint.strip() or error}.\n"
                        "Grade where one can, or require less with --require-isolation."
                    ) from None
                self.level, *self._weaker = self._weaker

    def ask(self, *what: str, handing: tuple[int, ...] = ()) -> str:
        """Ask the zygote for something, handing over open files; return the mark of its answer."""
        control, mark = self.opened().control, os.urandom(8).hex()
        control.renew()
        control.send([mark, *what], handing)
        return mark

    def wait_for(self, mark: str) -> None:
        """Wait until what was asked for has been done."""
        control = self.opened().control
        control.renew()
        # Whoever asked before may not have waited for his answer.
        while control.receive()[0] != mark:
            pass

    def printed(self, most: int) -> str:
        """Return the first *most* bytes of what was printed in the room, which forgets it."""
        return self._open.output.take(most) if self._open is not None else ""

    def new_folder(self) -> Path:
        """Return a new folder that both rooms see."""
        return self.opened().shared.new_folder()

    def close(self) -> None:
        """Close the room; all that is in there ends."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def close_own(self) -> None:
        """Close the room, if it is the calling process that has opened it, and not its parent."""
        if self._open is not None and self._open.opener == os.getpid():
            self.close()
