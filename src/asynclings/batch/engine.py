"""Grades what has to be graded, keeps each result the moment that it is there.

At most a window of submissions is under way: a class of any size needs the same memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Protocol

from asynclings.batch.index import Index
from asynclings.batch.keys import grader_key, submission_key
from asynclings.batch.records import Graded, Submission
from asynclings.batch.rows import unjudged, unread
from asynclings.batch.store import Store
from asynclings.errors import AsynclingsError, GraderError
from asynclings.exercise import Exercise
from asynclings.report import Report
from asynclings.rooms.levels import LEVELS, Level


class Place(Protocol):
    """Where answers are graded: threads here, machines elsewhere."""

    @property
    def window(self) -> int:
        """How many answers may be under way at once."""

    def submit(self, exercise: Exercise, data: bytes, *, seed: int) -> Future[Report]:
        """Begin to grade *data*; a row that cannot be judged raises `GraderError` in time."""

    def close(self) -> None:
        """End what is under way, and everything that was started for it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one submission in this run.

    Attributes:
        graded: The result as it is kept now.
        fresh: Whether it was graded now; else it was taken over, since nothing has changed.
    """

    graded: Graded
    fresh: bool


@dataclass(frozen=True, slots=True)
class _Task:
    submission: Submission
    data: bytes
    key: str
    submitted_at: datetime | None


class Engine:
    """Grades submissions into a store.

    Args:
        store: Where the results are.
        index: Its index.
        exercises: All that the submissions may answer.
        seed: One for the whole class, so that all are asked the same.
        required: The weakest isolation of a result that is taken over.
        resume: Whether unchanged work keeps its result.
    """

    def __init__(
        self,
        store: Store,
        index: Index,
        exercises: Iterable[Exercise],
        *,
        seed: int,
        required: Level,
        resume: bool = True,
    ) -> None:
        self._store = store
        self._index = index
        self._exercises = {one.slug: one for one in exercises}
        self._seed = seed
        self._required = required
        self._resume = resume

    @cached_property
    def graders(self) -> dict[str, str]:
        """The key of each exercise's grader."""
        return {slug: grader_key(one) for slug, one in self._exercises.items()}

    def run(self, submissions: Iterable[Submission], place: Place) -> Iterator[Outcome]:
        """Yield what becomes of each of *submissions*, as it comes, once it is kept.

        Raises:
            AsynclingsError: A result cannot be kept, or the place is lost.
        """
        rest = iter(submissions)
        under_way: dict[Future[Report], _Task] = {}
        exhausted = False
        try:
            while under_way or not exhausted:
                while not exhausted and len(under_way) < max(1, place.window):
                    if (submission := next(rest, None)) is None:
                        exhausted = True
                        break
                    task = self._task(submission)
                    if isinstance(task, Graded):
                        yield Outcome(task, fresh=False)
                        continue
                    exercise = self._exercises[submission.exercise]
                    under_way[place.submit(exercise, task.data, seed=self._seed)] = task
                for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                    yield Outcome(self._keep(under_way.pop(future), future), fresh=True)
        finally:
            for future in under_way:
                future.cancel()

    def _task(self, submission: Submission) -> _Task | Graded:
        """Return what is to be done for *submission*, or its result where that still holds."""
        carried = submission.carried()
        data = carried.load() if not carried.problem else b""
        grader = self.graders[submission.exercise]
        key = submission_key(carried, data, grader=grader, seed=self._seed)
        known = self._store.get(submission.learner.id, submission.exercise)
        task = _Task(carried, data, key, _submitted_at(carried, data, known))
        if known is None or not self._resume or not self._holds(known, key):
            return task
        updated = replace(
            known,
            learner=carried.learner,
            origin=carried.origin,
            submitted_at=task.submitted_at,
            late=carried.late,
        )
        if updated != known:
            self._index.note(updated, self._store.put(updated))
        return updated

    def _holds(self, known: Graded, key: str) -> bool:
        """Tell whether *known* is what grading again would give."""
        levels: tuple[str, ...] = LEVELS
        reached = known.report.isolation
        return (
            known.key == key
            and known.report.exercises[0].verdict != "grader error"
            and reached in levels
            and levels.index(reached) >= levels.index(self._required)
        )

    def _keep(self, task: _Task, future: Future[Report]) -> Graded:
        submission = task.submission
        report = self._report(task, future)
        result = replace(report.exercises[0], path=submission.origin)
        graded = Graded(
            key=task.key,
            learner=submission.learner,
            exercise=submission.exercise,
            origin=submission.origin,
            report=replace(report, exercises=(result,)),
            submitted_at=task.submitted_at,
            graded_at=datetime.now(UTC).replace(microsecond=0),
            late=submission.late,
        )
        self._index.note(graded, self._store.put(graded))
        return graded

    def _report(self, task: _Task, future: Future[Report]) -> Report:
        exercise = self._exercises[task.submission.exercise]
        try:
            report = _on(exercise, future.result())
        except GraderError as error:
            return unjudged(exercise, task.data, self._seed, str(error))
        except AsynclingsError:  # the place is lost, for this row as for all others
            raise
        except Exception as error:  # noqa: BLE001 - one row, never the end of the batch
            why = f"{type(error).__name__}: {error}\nThe kit failed here, not the answer."
            return unjudged(exercise, task.data, self._seed, why)
        problem = task.submission.problem
        return unread(report, problem) if problem else report


def _on(exercise: Exercise, report: Report) -> Report:
    """Return *report*, once it is known to be on *exercise* alone."""
    if [one.slug for one in report.exercises] != [exercise.slug]:
        raise GraderError("The report that came back is not on this exercise.")
    return report


def _submitted_at(submission: Submission, data: bytes, known: Graded | None) -> datetime | None:
    """Return when *data* was handed in: unchanged work stays as early as it was."""
    if known is not None and known.submitted_at is not None and not submission.problem:
        digest = hashlib.sha256(data).hexdigest()
        if known.report.exercises[0].submission_sha256 == digest:
            return known.submitted_at
    return submission.submitted_at
