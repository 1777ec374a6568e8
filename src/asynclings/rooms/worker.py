"""The worker: a process in which nothing runs but one answer."""

from __future__ import annotations

import gc
import os
import socket
import sys

from asynclings import clock
from asynclings.rooms.answer_room import AnswerRoom
from asynclings.rooms.wire import RoomLostError, Wire


def work(line: socket.socket) -> None:
    """Serve the judge at the other end of *line* until it hangs up."""
    gc.freeze()  # a rule collects garbage: the answer's, not all that was there before
    clock.install()
    sys.modules.setdefault("uvloop", None)  # type: ignore[arg-type]  # how to refuse an import
    room = AnswerRoom(Wire(line, trusted=True))
    try:
        with clock.virtual_runs(room.clock, room.timeline, room.new_loop):
            while True:
                room.border.serve()
    except RoomLostError:
        pass  # the judge has seen enough
    finally:
        # Not exit(): an answer's leftovers must not delay or disturb the end.
        os._exit(0)
