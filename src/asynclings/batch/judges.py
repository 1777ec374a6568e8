"""Warm judges of this machine: processes that grade one isolated answer after the other."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import queue
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from asynclings.errors import GraderError
from asynclings.exercise import Exercise
from asynclings.report import Report, report_from_json

#: Each rule is ended after 10 s of real time; an exercise has up to a dozen.
LIMIT_WALL_SECONDS = 180.0

#: Reading all graders takes a second, on a busy machine ten.
START_WALL_SECONDS = 60.0

#: A judge that is idle ends at once, and takes its files along; one that is not, has this long.
END_WALL_SECONDS = 3.0

#: A judge is replaced after as many answers, whatever it may have gathered.
ANSWERS_OF_ONE_JUDGE = 1_000

_SOURCE = Path(__file__).parents[2]
_MAIN = "import sys; from asynclings.batch.judge import main; main(*sys.argv[1:])"


class Judges:
    """As many warm judges as answers are graded at once.

    Args:
        root: The kit's folder.
        jobs: How many there are.
        required: The weakest level of isolation that will do.
        exercises: What they can grade.
    """

    def __init__(
        self, root: Path, *, jobs: int, required: str, exercises: Sequence[Exercise]
    ) -> None:
        words = [str(root), required, *(exercise.slug for exercise in exercises)]
        # All of them read the graders at once, and nobody waits for that yet.
        self._all = [_Judge(words) for _ in range(jobs)]
        self._free: queue.Queue[_Judge] = queue.Queue()
        for judge in self._all:
            self._free.put(judge)

    def grade(self, exercise: Exercise, answer: bytes, *, seed: int) -> Report:
        """Return the report on *answer*, once a judge is free; any thread may ask.

        Raises:
            GraderError: The judge could not start, or was lost over it; the next answer
                has a new one.
        """
        judge = self._free.get()
        try:
            return judge.grade(exercise.slug, answer, seed)
        finally:
            self._free.put(judge)

    def close(self) -> None:
        """End all judges, with everything that they have started."""
        for judge in self._all:
            judge.hang_up()
        for judge in self._all:
            judge.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class _Judge:
    """One judge, whichever process it is at the moment."""

    _process: subprocess.Popen[bytes]
    _line: Connection
    _served: int
    _is_ready: bool

    def __init__(self, words: list[str]) -> None:
        self._words = words
        self._is_closed = False
        self._line: Connection
        self._process: subprocess.Popen[bytes]
        self._served, self._is_ready = 0, False
        self._start()

    def grade(self, slug: str, answer: bytes, seed: int) -> Report:
        """Return the report of this judge, or of its successor where this one has served."""
        if self._is_closed:
            raise GraderError("Grading has ended.")
        if self._served >= ANSWERS_OF_ONE_JUDGE or self._process.poll() is not None:
            self._end(END_WALL_SECONDS)
            self._start()
        self._served += 1
        request = {"slug": slug, "seed": seed, "answer": base64.b64encode(answer).decode()}
        try:
            if not self._is_ready:
                self._receive(START_WALL_SECONDS)
                self._is_ready = True
            self._line.send_bytes(json.dumps(request).encode())
            return report_from_json(self._receive(LIMIT_WALL_SECONDS))
        except (EOFError, OSError) as error:
            self._end()
            raise GraderError(
                f"The judge was lost over this answer: {str(error) or 'its process has ended'}.\n"
                "Grade it again; if that is no help, what it printed is the kit's own mistake."
            ) from error

    def hang_up(self) -> None:
        """Let the judge end by itself, for good; see `close`."""
        self._is_closed = True
        with (
            contextlib.suppress(OSError),
            socket.socket(fileno=os.dup(self._line.fileno())) as line,
        ):
            line.shutdown(socket.SHUT_RDWR)  # wakes a thread that waits for a verdict, too

    def close(self) -> None:
        """End the judge for good."""
        self._is_closed = True
        self._end(END_WALL_SECONDS)

    def _start(self) -> None:
        self._served, self._is_ready = 0, False
        self._line, far = Pipe()
        with far:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", _MAIN, str(far.fileno()), *self._words],
                pass_fds=[far.fileno()],
                env={**os.environ, "PYTHONPATH": str(_SOURCE)},
                stdin=subprocess.DEVNULL,
                # Ctrl-C is for whoever asks; a judge ends when nobody asks any more.
                start_new_session=True,
            )

    def _receive(self, wall_seconds: float) -> dict[str, Any]:
        if not self._line.poll(wall_seconds):
            raise TimeoutError(f"it gave no verdict in {wall_seconds:g} s of real time")
        data: dict[str, Any] = json.loads(self._line.recv_bytes())
        if "error" in data:
            raise GraderError(data["error"])
        return data

    def _end(self, wall_seconds: float = 0.0) -> None:
        self._line.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(wall_seconds)
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)  # with its child; its room ends with both
            self._process.wait()
