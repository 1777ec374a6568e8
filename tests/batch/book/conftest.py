"""A class whose answers were graded: made from parts, no grader runs."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from asynclings import catalog
from asynclings.batch.records import Graded, Learner
from asynclings.report import Evidence, ExerciseResult, Finding, Report, RuleResult, verdict_of

ADA = Learner("ada", "Ada Lovelace", "ada@example.org")

#: When answers were handed in where a test says nothing else.
EVENING = datetime(2026, 10, 16, 20, 0, tzinfo=UTC)

SEQUENTIAL = Finding(
    "sequential-awaits",
    "No task was created, and no two calls were in flight together.",
    "Each await finishes before the next line.",
    "Start all of them first, then wait.",
)


def span(name, start, end, kind="call", *, outcome="returned"):
    """Return a span as a report has it."""
    return {
        "kind": kind,
        "name": name,
        "start": start,
        "end": end,
        "outcome": outcome,
        "where": "",
    }


FAILED = {
    "evidence": Evidence("run_both(foo, bar)", "2 s = max(1, 2)", "3 s = 1 + 2", "answer.py:7"),
    "findings": (SEQUENTIAL,),
    "expected": (span("foo", 0.0, 1.0), span("bar", 0.0, 2.0)),
    "timeline": (span("foo", 0.0, 1.0), span("bar", 1.0, 3.0)),
    "virtual_seconds": 3.0,
}


def rule(id_, verdict="passed", **fields):
    """Return a rule called *id_*, with evidence where it failed."""
    said = {**FAILED, **fields} if verdict == "failed" else fields
    points = fields.get("max_points", 1.0) if verdict == "passed" else 0.0
    return RuleResult(id_, id_.replace("_", " "), verdict, points=points, **said)


def graded(slug, *rules, learner=ADA, submitted_at=EVENING, **fields):
    """Return *learner*'s answer to *slug*, graded: *rules* decide."""
    result = ExerciseResult(
        slug=slug,
        chapter="chapter",
        title=slug.replace("_", " ").capitalize(),
        path=f"exercises/{slug}.py",
        verdict=fields.pop("verdict", verdict_of(rules)),
        rules=rules,
        **fields,
    )
    return Graded(
        key=f"{learner.id}-{slug}",
        learner=learner,
        exercise=slug,
        origin=f"{learner.id}/{slug}.py",
        report=Report(kit="0.1.0", python="3.12.1", seed=7, exercises=(result,)),
        submitted_at=submitted_at,
        graded_at=datetime(2026, 10, 20, 8, 0, tzinfo=UTC),
    )


@pytest.fixture(scope="session")
def kit():
    """Return the catalog of this kit."""
    return catalog.load()


@pytest.fixture(scope="session")
def parts():
    """Return what classes are made of."""
    return SimpleNamespace(ADA=ADA, EVENING=EVENING, rule=rule, graded=graded, span=span)


@pytest.fixture
def written(tmp_path):
    """Return a function that writes a policy's file, and returns its path."""

    def write(text):
        file = tmp_path / "policy.toml"
        file.write_text(text, "utf-8")
        return file

    return write
