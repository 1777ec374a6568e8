"""A child process in which rules run, so that none of them can take the others down."""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from asynclings.clock.real import REAL

#: Virtual time needs milliseconds; honest code under a heavy load stayed below 0.4 s.
HARD_LIMIT_WALL_SECONDS = 10.0

#: A child may write this much to one file: endless output must not fill the disk.
MAX_FILE_BYTES = 64 * 1024 * 1024

_HEAD = struct.Struct("!I")
_DEBUGGING = 0xFFFFFFFF  # sent instead of a length: a person is looking, wait for ever


@dataclass(frozen=True, slots=True)
class Lost:
    """A rule that never came back.

    Attributes:
        why: One sentence: what is known of its end.
    """

    why: str


class Room:
    """Runs jobs in a forked child; forks again when one was lost.

    Args:
        work: Called in the child with a job; that, and what it returns, must be JSON.
        enter: Called once in each new child.
    """

    def __init__(self, work: Callable[[Any], Any], enter: Callable[[], None]) -> None:
        self._work = work
        self._enter = enter
        self._pid = 0
        self._to_child = -1
        self._from_child = -1
        self.inside = False

    def run(self, job: Any) -> Any:
        """Return what the child's work gave for *job*, or a `Lost`."""
        if not self._pid:
            self._open()
        _write(self._to_child, _packed(job))
        try:
            head = self._read(_HEAD.size)
            (length,) = _HEAD.unpack(head)
            if length == _DEBUGGING:
                (length,) = _HEAD.unpack(self._read(_HEAD.size, patient=True))
            return json.loads(self._read(length))
        except EOFError:
            return Lost(self._ended())
        except TimeoutError:
            self.close(kill=True)
            limit = f"{HARD_LIMIT_WALL_SECONDS:g} s of real time"
            return Lost(f"It never returned: after {limit} its process was ended.")

    def close(self, *, kill: bool = False) -> None:
        """End the child, at once when *kill*."""
        if not self._pid or self.inside:
            return
        os.close(self._to_child)
        os.close(self._from_child)
        if kill:
            os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        self._pid = 0

    @property
    def is_open(self) -> bool:
        """Whether there is a child."""
        return bool(self._pid)

    def debugging(self) -> None:
        """Tell the parent, from inside, that a debugger waits for a person."""
        if self.inside:
            _write(self._to_parent, _HEAD.pack(_DEBUGGING))

    def _open(self) -> None:
        child_reads, self._to_child = os.pipe()
        self._from_child, child_writes = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        self._pid = os.fork()
        if self._pid:
            os.close(child_reads)
            os.close(child_writes)
            return
        os.close(self._to_child)
        os.close(self._from_child)
        self._serve(child_reads, child_writes)

    def _serve(self, reads: int, writes: int) -> NoReturn:
        self.inside, self._to_parent = True, writes
        try:
            _limit()
            self._enter()
            jobs = os.fdopen(reads, "rb")
            while head := jobs.read(_HEAD.size):
                gc.freeze()  # a rule collects garbage: its own, not all that was there before
                (length,) = _HEAD.unpack(head)
                _write(writes, _packed(self._work(json.loads(jobs.read(length)))))
        except BaseException:  # noqa: BLE001 - whatever happened, two parents must not go on
            os._exit(70)
        # Not exit(): a coroutine that swallows GeneratorExit would hang the interpreter.
        os._exit(0)

    def _read(self, size: int, *, patient: bool = False) -> bytes:
        data, deadline = b"", REAL.monotonic() + HARD_LIMIT_WALL_SECONDS
        while len(data) < size:
            left = None if patient else max(0.0, deadline - REAL.monotonic())
            if not select.select([self._from_child], [], [], left)[0]:
                raise TimeoutError
            chunk = os.read(self._from_child, min(size - len(data), 1 << 16))
            if not chunk:
                raise EOFError
            data += chunk
        return data

    def _ended(self) -> str:
        os.close(self._to_child)
        os.close(self._from_child)
        _, status = os.waitpid(self._pid, 0)
        self._pid = 0
        if os.WIFSIGNALED(status):
            number = os.WTERMSIG(status)
            return f"Its process was ended by signal {number} ({signal.Signals(number).name})."
        return f"Its process ended with exit code {os.WEXITSTATUS(status)} in the middle of it."


def can_fork() -> bool:
    """Tell whether rules can run in a forked child here."""
    debugger = sys.gettrace() is not None or "pydevd" in sys.modules
    return hasattr(os, "fork") and not debugger


def _limit() -> None:
    import resource  # POSIX only, as os.fork is

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    if hard == resource.RLIM_INFINITY or hard > MAX_FILE_BYTES:
        resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_FILE_BYTES, hard))


def _packed(value: Any) -> bytes:
    text = json.dumps(value).encode()
    return _HEAD.pack(len(text)) + text


def _write(fd: int, data: bytes) -> None:
    while data:
        data = data[os.write(fd, data) :]
