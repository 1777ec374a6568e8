"""Grading in threads of this process, each of which hands its answer to a warm judge."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path

from asynclings.batch.judges import Judges
from asynclings.exercise import Exercise
from asynclings.report import Report
from asynclings.rooms.levels import Level


class Local:
    """Grades on this machine, *jobs* answers at once.

    Args:
        root: The kit's folder.
        exercises: What the answers answer; the judges read these graders.
        jobs: How many judges.
        required: They refuse to grade with less isolation.
    """

    def __init__(
        self, root: Path, exercises: Sequence[Exercise], *, jobs: int, required: Level
    ) -> None:
        self._root = root
        self._exercises = exercises
        self._jobs = jobs
        self._required = required
        self._judges: Judges | None = None
        self._threads = ThreadPoolExecutor(jobs, thread_name_prefix="check")

    @property
    def window(self) -> int:
        """How many answers may be under way at once: what is read while judges are busy."""
        return 2 * self._jobs

    def submit(self, exercise: Exercise, data: bytes, *, seed: int) -> Future[Report]:
        """Begin to grade *data*."""
        if self._judges is None:  # where nothing has changed, none is needed
            self._judges = Judges(
                self._root, jobs=self._jobs, required=self._required, exercises=self._exercises
            )
        return self._threads.submit(partial(self._judges.grade, exercise, data, seed=seed))

    def close(self) -> None:
        """End the judges, and the threads that wait for them."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        if self._judges is not None:
            self._judges.close()
            self._threads.shutdown(wait=True)
            self._judges.close()  # a thread may have been about to replace a judge


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
