"""What a gradebook keeps of one answer once its report has gone by."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime

from asynclings.batch.policy import Policy, Score
from asynclings.batch.records import Graded
from asynclings.report import ExerciseResult, Finding, Verdict

#: Sorts before every date that there is.
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Cell:
    """One learner's answer to one exercise.

    Attributes:
        verdict: On the exercise.
        shown: The verdict that the learner may see; None where no rule is shown.
        score: What it is worth.
        findings: Misconceptions that the evidence proves.
        possible: Those of which it proves one or another.
        passed: How many rules hold.
        rules: How many there are.
        submitted_at: When it was handed in; None where nothing says so.
        graded_at: When it was graded last.
        origin: Where it was found.
    """

    verdict: Verdict
    shown: Verdict | None
    score: Score
    findings: tuple[str, ...]
    possible: tuple[str, ...]
    passed: int
    rules: int
    submitted_at: datetime | None
    graded_at: datetime
    origin: str

    def is_newer_than(self, other: Cell) -> bool:
        """Tell whether this is the answer that counts, of two to one exercise."""
        mine, theirs = (
            (one.submitted_at or _NEVER, one.graded_at.astimezone(UTC)) for one in (self, other)
        )
        return mine >= theirs


def result_of(graded: Graded) -> ExerciseResult | None:
    """Return the result that the record is about; None where its report has none."""
    results = graded.report.exercises
    return next((one for one in results if one.slug == graded.exercise), None)


def cell_of(graded: Graded, policy: Policy, shown: Verdict | None) -> Cell:
    """Return what is kept of *graded*, of which the learner sees the verdict *shown*."""
    result = result_of(graded)
    proven, possible = _findings(result) if result else ((), ())
    rules = result.rules if result else ()
    return Cell(
        verdict=result.verdict if result else "grader error",
        shown=shown,
        score=policy.score(graded),
        findings=proven,
        possible=possible,
        passed=sum(rule.verdict == "passed" for rule in rules),
        rules=len(rules),
        submitted_at=graded.submitted_at,
        graded_at=graded.graded_at,
        origin=graded.origin,
    )


def _findings(result: ExerciseResult) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ids that are proven, and those of which one or another is."""
    proven: dict[str, None] = {}
    possible: dict[str, None] = {}
    several: list[tuple[Finding, ...]] = [result.findings, *(one.findings for one in result.rules)]
    for findings in several:
        ids = dict.fromkeys(sys.intern(one.id) for one in findings)
        (proven if len(ids) == 1 else possible).update(ids)
    return tuple(proven), tuple(id_ for id_ in possible if id_ not in proven)
