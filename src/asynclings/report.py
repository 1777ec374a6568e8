"""Result per rule, report per exercise: the one thing that crosses a process."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, Literal, get_args

from asynclings.errors import AsynclingsError

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

#: Which rule decides the verdict on an exercise when they differ.
WORST_FIRST: tuple[Verdict, ...] = ("grader error", "failed", "broke a law", "not reached")


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
        printed: What the answer printed meanwhile, its beginning where it was much.
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
    printed: str = ""


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
        findings: What the evidence proves about that reason.
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
    findings: tuple[Finding, ...] = ()
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
        data: dict[str, Any] = plain(self)
        for written, exercise in zip(data["exercises"], self.exercises, strict=True):
            written["points"] = exercise.points
            written["max_points"] = exercise.max_points
        return data


def rule_from_json(data: dict[str, Any]) -> RuleResult:
    """Return the rule that `Report.to_json` wrote as *data*.

    A field that this version does not know is left out, one that is missing has its
    default, so that a report is readable by a kit older or newer than its own.
    """
    nested = {
        "evidence": Evidence(**_known(Evidence, data.get("evidence", {}))),
        "findings": _findings(data),
    }
    lists = {name: tuple(data.get(name, ())) for name in ("also_seen", "expected", "timeline")}
    return RuleResult(**{**_known(RuleResult, data), **nested, **lists})


def report_from_json(data: dict[str, Any]) -> Report:
    """Return the report that `Report.to_json` wrote as *data*.

    Raises:
        AsynclingsError: *data* has another schema version, so its fields may mean something else.
    """
    if data.get("schema_version") != SCHEMA_VERSION:
        raise AsynclingsError(
            f"This report has schema version {data.get('schema_version')}; "
            f"this asynclings reads version {SCHEMA_VERSION}.\n"
            "Grade again, or read it with the asynclings that wrote it."
        )
    exercises = []
    for written in data["exercises"]:
        lists = {
            "rules": tuple(rule_from_json(rule) for rule in written["rules"]),
            "findings": _findings(written),
        }
        exercises.append(ExerciseResult(**{**_known(ExerciseResult, written), **lists}))
    return Report(**{**_known(Report, data), "exercises": tuple(exercises)})


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
    for worst in WORST_FIRST:
        if worst in verdicts:
            return worst
    return "failed"  # passed here, not attempted there


def _findings(data: dict[str, Any]) -> tuple[Finding, ...]:
    return tuple(Finding(**_known(Finding, one)) for one in data.get("findings", ()))


def _known(cls: type[Any], data: dict[str, Any]) -> dict[str, Any]:
    names = {one.name for one in fields(cls)}
    return {name: value for name, value in data.items() if name in names}


def plain(value: Any) -> Any:
    """Return *value*, a part of a report, as JSON: dicts for records, lists for tuples."""
    names = getattr(value, "__dataclass_fields__", None)
    if names is not None:  # `dataclasses.asdict` copies everything deeply, which takes three times
        return {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, list | tuple) else value
