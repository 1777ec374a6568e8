"""The zygote: has imported what workers need, and becomes one whenever the judge asks.

It never runs an answer itself. It sits in the room with the workers, so it sees to it
that none of them, and nothing that they have started, outlives the judge's interest.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import signal
import socket
import sys

from asynclings import clock
from asynclings.rooms import landlock, worker
from asynclings.rooms.limits import adopt_orphans, limit_worker
from asynclings.rooms.wire import RoomLostError, Wire


def main(level: str, user: str, shared: str) -> None:
    """Serve the judge at the other end of file descriptor 0.

    Args:
        level: How much of the locking is left to the workers.
        user: Number of the user that workers become; 0 to stay as we are.
        shared: The folder that the judge sees, too.
    """
    control = socket.socket(fileno=os.dup(0))
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    if os.getpid() != 1:
        adopt_orphans()
    wire = Wire(control, trusted=True)
    clock.install()  # every worker finds it in place
    gc.freeze()  # a worker collects its answer's garbage, and writes to no page of what was before
    with contextlib.suppress(RoomLostError):
        while True:
            mark, asked, *names = wire.receive()
            if asked == "import":
                for name in names:
                    importlib.import_module(name)
                gc.freeze()
            else:
                _kill_all()
            if asked == "enter":
                wire.send([mark])
                _rehearse(wire)
                continue
            if asked == "start":
                _start(wire, level, int(user), shared)
            wire.send([mark])
    _kill_all()
    os._exit(0)


def _start(wire: Wire, level: str, user: int, shared: str) -> None:
    line = socket.socket(fileno=wire.sockets.pop())
    if os.fork():
        line.close()
        return
    try:
        wire.close()
        os.setsid()
        limit_worker(user)
        if level == "landlock":
            landlock.restrict([shared])
        worker.work(line)
    except BaseException:  # noqa: BLE001 - two zygotes must not go on
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(70)


def _rehearse(wire: Wire) -> None:
    """Be a worker for a while, for an answer of the kit's own; see `rehearsal`."""
    with socket.socket(fileno=wire.sockets.pop()) as line:
        worker.serve(line)
    gc.collect()
    gc.freeze()


def _kill_all() -> None:
    """End every process of this room but this one."""
    if os.getpid() == 1:
        with contextlib.suppress(ProcessLookupError):
            os.kill(-1, signal.SIGKILL)
    else:
        _kill_children()
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def _kill_children() -> None:
    """End all descendants: orphans are handed to this process, so nobody gets away."""
    task = f"/proc/self/task/{os.getpid()}/children"
    while True:
        with open(task, encoding="ascii") as file:  # noqa: PTH123 - no pathlib in here
            children = [int(pid) for pid in file.read().split()]
        if not children:
            return
        for pid in children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for pid in children:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)
