"""Starts workers, and ends them: the judge's end of the zygote."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

from asynclings.errors import GraderError
from asynclings.rooms.wire import RoomLostError, Wire

#: Real time for an answer in one rule; honest ones need a tenth, even under a heavy load.
RULE_WALL_SECONDS = 4.0

#: Real time for the zygote to be there; importing asyncio takes a twentieth.
START_WALL_SECONDS = 10.0

SOURCE = Path(__file__).parents[2]

_MAIN = "import sys; sys.path.insert(0, sys.argv[1]); from asynclings.rooms.zygote import main; main()"


class Workers:
    """One zygote, in one room, with at most one worker at a time."""

    def __init__(self, output: IO[Any] | None = None) -> None:
        self._output = output
        self._process: subprocess.Popen[bytes] | None = None
        self._control: Wire | None = None
        self._is_ready = False

    def prepare(self) -> None:
        """Start the zygote, without waiting for it."""
        if self._process is not None:
            return
        near, far = socket.socketpair()
        with far:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", _MAIN, str(SOURCE)],
                stdin=far,
                env={},
                start_new_session=True,
            )
        self._control = Wire(near, None)
        self._is_ready = False

    def start(self) -> Wire:
        """Return the line to a new worker."""
        near, far = socket.socketpair()
        try:
            with far:
                self._ask("start", far.fileno())
        except RoomLostError:  # the last answer took the zygote down: this one gets another
            self.close()
            near.close()
            near, far = socket.socketpair()
            with far:
                self._ask("start", far.fileno())
        return Wire(near, RULE_WALL_SECONDS)

    def kill(self) -> None:
        """End the worker, with everything that it has started."""
        if self._control is None:
            return
        try:
            self._ask("kill")
        except RoomLostError:
            self.close()

    def close(self) -> None:
        """End the room."""
        if self._process is None or self._control is None:
            return
        self._control.close()
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self._process.kill()
        self._process.wait()
        self._process = self._control = None

    def _ask(self, what: str, *sockets: int) -> None:
        self.prepare()
        if self._control is None:
            raise GraderError("There is no room for the answer.")
        if not self._is_ready:
            self._control.receive()
            self._is_ready = True
        self._control.send([what], sockets)
        self._control.receive()
