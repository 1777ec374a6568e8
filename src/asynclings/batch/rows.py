"""Reports where there is nothing to judge: each submission has its row, whatever became of it."""

from __future__ import annotations

import hashlib
import platform
from dataclasses import replace

from asynclings import __version__
from asynclings.exercise import Exercise
from asynclings.report import ExerciseResult, Report, RuleResult


def unread(report: Report, problem: str) -> Report:
    """Return *report*, which was made of an empty file, as one on a file that nobody could read.

    Args:
        report: On one exercise; its rules are what the answer would have been asked.
        problem: Why it could not be read: what, where, what to do.
    """
    [result] = report.exercises
    rules = tuple(
        RuleResult(one.id, one.rule, "not reached", promise=one.promise, max_points=one.max_points)
        for one in result.rules
    )
    refused = replace(
        result, verdict="failed", reason=problem, findings=(), rules=rules, submission_sha256=""
    )
    return replace(report, exercises=(refused,))


def unjudged(exercise: Exercise, data: bytes, seed: int, why: str) -> Report:
    """Return the report on an answer that could not be judged; it is not to blame.

    Args:
        exercise: What *data* answers.
        data: What was handed in.
        seed: Of the class.
        why: What happened, what to do.
    """
    result = ExerciseResult(
        slug=exercise.slug,
        chapter=exercise.chapter.slug,
        title=exercise.title,
        path=exercise.stub.name,
        verdict="grader error",
        rules=(),
        reason=why,
        submission_sha256=hashlib.sha256(data).hexdigest(),
    )
    return Report(kit=__version__, python=platform.python_version(), seed=seed, exercises=(result,))
