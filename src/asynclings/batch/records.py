"""What one part of a batch hands on to the next: learners, their answers, what became of them.

An answer's bytes are read only when `Submission.load` is called, one answer at a time, so that
a class of any size fits into little memory: keep submissions, never what `load` gave. A
submission as the intake made it stays in the process that read it (threads may share it; so
may forked children). What goes to another process or machine is `Submission.carried`, made
when its turn has come: the same submission with its bytes inside, which can be pickled.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any, Protocol

from asynclings.errors import AsynclingsError, SubmissionError
from asynclings.report import Report, report_from_json

#: Raised whenever a field changes its meaning or goes; new optional fields do not raise it.
SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Learner:
    """Who handed something in.

    Attributes:
        id: Unique in the class: a folder's name, a platform's number.
        name: As a person says it; empty where only the id is known.
        email: Empty where it is not known.
    """

    id: str
    name: str = ""
    email: str = ""


class Source(Protocol):
    """Where an answer's bytes lie."""

    def read(self) -> bytes:
        """Return them; raise `SubmissionError` where they cannot be read."""


@dataclass(frozen=True, slots=True)
class Submission:
    """One learner's answer to one exercise.

    Attributes:
        learner: Whose it is.
        exercise: Slug.
        source: The bytes as they were handed in, or where they lie: `load` gives them.
            Empty with *problem*.
        origin: Where they were found, as a person says it: ``week1.zip: ada/01_first_await.py``.
        submitted_at: When, in UTC; None where nothing says so.
        problem: Why the bytes could not be read (what, where, what to do); empty when they were.
        late: The platform marks it as late, whatever the time; Canvas does, and tells no time.
    """

    learner: Learner
    exercise: str
    source: bytes | Source
    origin: str
    submitted_at: datetime | None = None
    problem: str = ""
    late: bool = False

    def load(self) -> bytes:
        """Return the bytes of the answer, read anew each time.

        Raises:
            SubmissionError: They cannot be read, or there is a *problem*.
        """
        if self.problem:
            raise SubmissionError(self.problem)
        return self.source if isinstance(self.source, bytes) else self.source.read()

    def carried(self) -> Submission:
        """Return the same with its bytes inside, fit to be pickled; it never raises.

        What cannot be read comes back with a *problem*.
        """
        try:
            return replace(self, source=self.load())
        except SubmissionError as error:
            return replace(self, source=b"", problem=str(error))


@dataclass(frozen=True, slots=True)
class Passed:
    """A file that was not taken for an answer.

    Attributes:
        origin: Where it was found.
        why: One sentence.
    """

    origin: str
    why: str


@dataclass(frozen=True, slots=True)
class Intake:
    """All that was found in what a class handed in.

    Attributes:
        learners: Everybody, also those without any answer, in a stable order.
        submissions: In a stable order: by learner, then by the kit's order.
        ignored: What was passed over, and why.
        layout: What it was taken for: ``folders``, ``moodle``, ``canvas``, ``gradescope``; several,
            in the order of the places, are joined with a comma.
    """

    learners: tuple[Learner, ...]
    submissions: tuple[Submission, ...]
    ignored: tuple[Passed, ...]
    layout: str


@dataclass(frozen=True, slots=True)
class Graded:
    """What became of one submission: the content of one file of the results.

    Attributes:
        key: Hash of all that can change the report.
        learner: Whose it is.
        exercise: Slug.
        origin: Where the answer was found.
        report: The report, on this one exercise.
        submitted_at: When it was handed in; stays as it is when it is graded again.
        graded_at: When it was graded last.
        late: The platform marks it as late (see `Submission`).
    """

    key: str
    learner: Learner
    exercise: str
    origin: str
    report: Report
    submitted_at: datetime | None
    graded_at: datetime
    late: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return the record as the JSON of its file."""
        return {
            "schema_version": SCHEMA_VERSION,
            "key": self.key,
            "learner": asdict(self.learner),
            "exercise": self.exercise,
            "origin": self.origin,
            "submitted_at": _written(self.submitted_at),
            "graded_at": _written(self.graded_at),
            "late": self.late,
            "report": self.report.to_json(),
        }


def graded_from_json(data: dict[str, Any]) -> Graded:
    """Return the record that `Graded.to_json` wrote as *data*.

    Raises:
        AsynclingsError: It has another schema version, or is no record at all.
    """
    if data.get("schema_version") != SCHEMA_VERSION:
        raise AsynclingsError(
            f"This result has schema version {data.get('schema_version')}; "
            f"this asynclings reads version {SCHEMA_VERSION}."
        )
    try:
        return Graded(
            key=data["key"],
            learner=Learner(**data["learner"]),
            exercise=data["exercise"],
            origin=data["origin"],
            report=report_from_json(data["report"]),
            submitted_at=_read(data["submitted_at"]),
            graded_at=_read(data["graded_at"]) or datetime.min.replace(tzinfo=UTC),
            late=bool(data.get("late", False)),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise AsynclingsError(f"This is no result of asynclings: {error!r}.") from error


def _written(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None


def _read(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(UTC) if text else None
