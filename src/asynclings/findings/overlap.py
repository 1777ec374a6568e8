"""Misconceptions that the timeline proves: calls that never overlapped."""

from __future__ import annotations

import ast
from itertools import pairwise

from asynclings.errors import DeadlockError
from asynclings.findings.errors import Found
from asynclings.seen import Seen
from asynclings.timeline import RESOLUTION, Span, Timeline, expected_intervals, most_at_once


def one_after_another(seen: Seen) -> Found:
    """Return why calls that should have been in flight together never were."""
    calls = seen.calls()
    if not calls or most_at_once(span.interval for span in calls) > 1 or not _should_overlap(seen):
        return None
    tasks = [span for span in seen.tasks if span.start <= calls[-1].start]
    if not tasks:
        observation = "no task was created, and no two calls were in flight together"
        loop = _has_awaiting_comprehension(seen)
        return ("await-in-comprehension" if loop else "sequential-awaits",), observation
    if len(tasks) >= len(calls) and _each_ended_first(tasks):
        observation = "no task was created while another one was running"
        return ("create-then-await-immediately",), observation
    return None


def _should_overlap(seen: Seen) -> bool:
    if isinstance(seen.error, DeadlockError):
        return "in flight together" in str(seen.error)
    if not isinstance(seen.happened, Timeline):
        return False
    rows = expected_intervals(seen.expected).values()
    return most_at_once(interval for row in rows for interval in row) > 1


def _each_ended_first(tasks: list[Span]) -> bool:
    return all(
        before.end is not None and before.end <= after.start + RESOLUTION
        for before, after in pairwise(tasks)
    )


def _has_awaiting_comprehension(seen: Seen) -> bool:
    comprehensions = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
    return any(
        isinstance(inner, ast.Await)
        for node in ast.walk(seen.source)
        if isinstance(node, comprehensions)
        for inner in ast.walk(node)
    )
