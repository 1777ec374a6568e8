"""What a learner sees at one moment: the one document that the screen and the page both show."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

#: Raised whenever a field changes its meaning or goes.
STATE_VERSION = 1

Progress = Literal["open", "tried", "done"]


@dataclass(frozen=True, slots=True)
class Row:
    """One exercise in the list of all.

    Attributes:
        slug: Its identity.
        number: Its place in the kit: ``2.1``.
        title: First line of the stub.
        stretch: Whether it may be left out.
        progress: ``tried`` once it was graded and is not done.
        hints_used: How many of its hints were shown.
        attempts: How often a changed file was graded.
        points: Points of the last verdict.
        max_points: Points to be had; 0 before it was graded once.
    """

    slug: str
    number: str
    title: str
    stretch: bool
    progress: Progress
    hints_used: int = 0
    attempts: int = 0
    points: float = 0.0
    max_points: float = 0.0


@dataclass(frozen=True, slots=True)
class ChapterRows:
    """One chapter with its exercises."""

    slug: str
    number: int
    title: str
    exercises: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class State:
    """What a learner sees.

    Attributes:
        chapters: The whole kit, with progress.
        current: Slug of the exercise that is shown.
        path: The stub's absolute path: where to edit.
        text: The stub's docstring and promise, as written.
        idea: The chapter's page, as Markdown.
        hints: The hints shown so far, as Markdown.
        hints_left: How many more there are.
        solution: The reference solution's source, once it may be seen; else empty.
        grading: Whether a grading runs now.
        report: The last report on the exercise, as JSON (`asynclings.report.Report.to_json`).
        message: One line that is to be said now: a problem with the file, a backup's place.
        can_undo: Whether a reset can be taken back.
        graded: How many gradings have ended: a number that grows with each verdict.
        version: See `STATE_VERSION`.
    """

    chapters: tuple[ChapterRows, ...]
    current: str
    path: str
    text: str = ""
    idea: str = ""
    hints: tuple[str, ...] = ()
    hints_left: int = 0
    solution: str = ""
    grading: bool = False
    report: dict[str, Any] | None = None
    message: str = ""
    can_undo: bool = False
    graded: int = 0
    version: int = field(default=STATE_VERSION)

    def to_json(self) -> dict[str, Any]:
        """Return the document as JSON."""
        return asdict(self)
