"""Tells each file's fate, as lines or as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from typing import Any

from asynclings.batch.records import Intake, Submission


def lines(intake: Intake) -> Iterator[str]:
    """Yield what became of each file, one line each; learners without an answer at the end."""
    for one in intake.submissions:
        fate = f"{one.exercise} of {_who(one)}"
        yield f"{one.origin}: {fate}{_when(one)}" + (
            f" - {_flat(one.problem)}" if one.problem else ""
        )
    for passed in intake.ignored:
        yield f"{passed.origin}: ignored. {_flat(passed.why)}"
    busy = {one.learner.id for one in intake.submissions}
    for learner in intake.learners:
        if learner.id not in busy:
            yield f"{learner.id}: nothing was found of this learner."


def summary(intake: Intake) -> str:
    """Return the whole in one sentence."""
    learners, answers = len(intake.learners), len(intake.submissions)
    broken = sum(1 for one in intake.submissions if one.problem)
    return (
        f"{answers:,} answers of {learners:,} learners ({intake.layout or 'nothing'}); "
        f"{broken:,} of them cannot be read; {len(intake.ignored):,} files or folders ignored."
    )


def to_json(intake: Intake) -> dict[str, Any]:
    """Return the same as JSON; the bytes of the answers are not in it."""
    return {
        "layout": intake.layout,
        "learners": [
            {"id": one.id, "name": one.name, "email": one.email} for one in intake.learners
        ],
        "taken": [
            {
                "origin": one.origin,
                "learner": one.learner.id,
                "exercise": one.exercise,
                "submitted_at": one.submitted_at and one.submitted_at.astimezone(UTC).isoformat(),
                "late": one.late,
                "problem": one.problem,
            }
            for one in intake.submissions
        ],
        "ignored": [{"origin": one.origin, "why": one.why} for one in intake.ignored],
    }


def _who(one: Submission) -> str:
    return f"{one.learner.id} ({one.learner.name})" if one.learner.name else one.learner.id


def _when(one: Submission) -> str:
    late = ", late" if one.late else ""
    at = one.submitted_at
    return (f", {at.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if at else "") + late


def _flat(text: str) -> str:
    return " ".join(text.split())
