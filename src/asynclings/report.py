"""Result per rule, report per exercise: the one thing that crosses a process."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

#: Raised whenever a field changes its meaning or goes; new optional fields do not raise it.
SCHEMA_VERSION = 1

Verdict = Literal[
    "passed",
    "failed",
    "broke a law",
    "not attempted",
    "not reached",
    "grader error",
]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True, slots=True)
class Finding:
    """A cause that the evidence proves.

    Attributes:
        id: A misconception of the catalogue.
        because: The observation that proves it, in one sentence.
        fact: What is true instead (from the catalogue).
        next_step: What to do about it.
    """

    id: str
    because: str
    fact: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was seen; never a guess.

    Attributes:
        call: The call of the answer, as Python: ``run_both(foo, bar)``.
        expected: What the rule asks for, one line.
        happened: What was seen, one line.
        where: ``file:line`` in the answer, where it is known.
        detail: Further lines: a deadlock's list of waiting tasks, an exception.
    """

    call: str = ""
    expected: str = ""
    happened: str = ""
    where: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RuleResult:
    """The verdict on one rule of one exercise.

    Attributes:
        id: The grader test's name without ``test_``.
        rule: The rule in the learner's words.
        promise: The sentence of the stub's docstring that the rule checks.
        verdict: See `Verdict`.
        points: Points earned.
        max_points: Points to be had.
        evidence: What was seen.
        law: The law that was broken; empty for every other verdict.
        findings: One proven cause, or those that the evidence cannot tell apart.
        also_seen: Further observations, one line each.
        expected: Spans that the rule asks for (see `asynclings.timeline.Span.to_json`).
        timeline: Spans that happened.
        virtual_seconds: How long the scenario took on the virtual clock.
    """

    id: str
    rule: str
    verdict: Verdict
    promise: str = ""
    points: float = 0.0
    max_points: float = 1.0
    evidence: Evidence = Evidence()
    law: str = ""
    findings: tuple[Finding, ...] = ()
    also_seen: tuple[str, ...] = ()
    expected: tuple[dict[str, Any], ...] = ()
    timeline: tuple[dict[str, Any], ...] = ()
    virtual_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class ExerciseResult:
    """The verdict on one exercise.

    Attributes:
        slug: The identity of the exercise; never changes.
        chapter: The chapter's slug.
        title: First line of the stub's docstring.
        path: The graded file, relative to the kit where it lies inside it.
        verdict: The worst of the rules, or ``not attempted`` when all are.
        reason: Why no rule was reached; said once (what, where, what to do).
        submission_sha256: Hash of the graded bytes; empty when there were none.
        grader_sha256: Hash of the grader's bytes.
        rules: In the order of the grader.
    """

    slug: str
    chapter: str
    title: str
    path: str
    verdict: Verdict
    rules: tuple[RuleResult, ...]
    reason: str = ""
    submission_sha256: str = ""
    grader_sha256: str = ""

    @property
    def points(self) -> float:
        """Points earned."""
        return sum(rule.points for rule in self.rules)

    @property
    def max_points(self) -> float:
        """Points to be had."""
        return sum(rule.max_points for rule in self.rules)


@dataclass(frozen=True, slots=True)
class Report:
    """What one run of the graders found out.

    Attributes:
        kit: Version of asynclings.
        python: Version of the interpreter that ran the answers.
        isolation: The room's level: ``in process`` until isolated grading says otherwise.
        seed: Draws the second latency table of each timing rule.
        exercises: In the order of the kit.
    """

    kit: str
    python: str
    seed: int
    exercises: tuple[ExerciseResult, ...]
    isolation: str = "in process"
    schema_version: int = field(default=SCHEMA_VERSION)

    def to_json(self) -> dict[str, Any]:
        """Return the report as ``report.schema.json`` describes it."""
        data = asdict(self)
        for written, exercise in zip(data["exercises"], self.exercises, strict=True):
            written["points"] = exercise.points
            written["max_points"] = exercise.max_points
        return data


def rule_from_json(data: dict[str, Any]) -> RuleResult:
    """Return the rule that `dataclasses.asdict` wrote as *data*."""
    nested = {
        "evidence": Evidence(**data["evidence"]),
        "findings": tuple(Finding(**finding) for finding in data["findings"]),
    }
    lists = {name: tuple(data[name]) for name in ("also_seen", "expected", "timeline")}
    return RuleResult(**{**data, **nested, **lists})


def report_from_json(data: dict[str, Any]) -> Report:
    """Return the report that `Report.to_json` wrote as *data*."""
    exercises = []
    for written in data["exercises"]:
        known = {k: v for k, v in written.items() if k not in ("points", "max_points")}
        rules = tuple(rule_from_json(rule) for rule in written["rules"])
        exercises.append(ExerciseResult(**{**known, "rules": rules}))
    return Report(**{**data, "exercises": tuple(exercises)})


def verdict_of(rules: tuple[RuleResult, ...]) -> Verdict:
    """Return the verdict on an exercise from those on its *rules*.

    The worst rule decides; an exercise is ``not attempted`` only when every rule is,
    and one without any rule is the grader's error.
    """
    verdicts = {rule.verdict for rule in rules}
    if not verdicts:
        return "grader error"
    if len(verdicts) == 1:
        return verdicts.pop()
    for worst in ("grader error", "failed", "broke a law", "not reached"):
        if worst in verdicts:
            return worst  # type: ignore[return-value]  # mypy does not narrow the tuple's literals
    return "failed"  # passed here, not attempted there
