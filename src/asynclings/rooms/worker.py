"""The worker: a process in which nothing runs but one answer."""

from __future__ import annotations

import contextlib
import gc
import os
import socket
import sys

from asynclings import clock
from asynclings.rooms.answer_room import AnswerRoom
from asynclings.rooms.wire import RoomLostError, Wire


def work(line: socket.socket) -> None:
    """Do what `serve` does; then end this process."""
    try:
        serve(line)
    finally:
        # Not exit(): an answer's leftovers must not delay or disturb the end.
        os._exit(0)


def serve(line: socket.socket) -> None:
    """Run one rule after the other, until the judge at the other end of *line* hangs up."""
    clock.install()
    sys.modules.setdefault("uvloop", None)  # type: ignore[arg-type]  # how to refuse an import
    wire = Wire(line, trusted=True)
    with contextlib.suppress(RoomLostError):  # the judge has seen enough
        while True:
            gc.freeze()  # a rule collects garbage: its own, not all that was there before
            _serve(AnswerRoom(wire))


def _serve(room: AnswerRoom) -> None:
    """Serve the judge for one rule."""
    with clock.virtual_runs(room.clock, room.timeline, room.new_loop):
        while not room.is_over:
            room.border.serve()
