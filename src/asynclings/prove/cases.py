"""Answers whose verdict is known beforehand."""

from __future__ import annotations

import ast
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from asynclings.exercise import Exercise
from asynclings.report import ExerciseResult, Finding, RuleResult

Kind = Literal["stub", "given code", "solution", "right answer", "wrong answer"]

_RULE = re.compile(r"^Rule: *(.+)$", re.MULTILINE)
_FINDING = re.compile(r"^Finding: *(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Claim:
    """What the docstring of a wrong answer says.

    Attributes:
        mistake: What is wrong with it, its first line.
        rule: Which rule catches it.
        finding: What must be found; ``none`` where nothing is proven.
    """

    mistake: str
    rule: str
    finding: str


@dataclass(frozen=True, slots=True)
class Case:
    """One answer with the verdict that it must get.

    Attributes:
        kind: What it is.
        exercise: What it answers.
        path: The file.
        root: The kit.
    """

    kind: Kind
    exercise: Exercise
    path: Path
    root: Path

    @property
    def name(self) -> str:
        """The file as a person would point to it."""
        return self.path.relative_to(self.root).as_posix()

    @contextmanager
    def answer(self) -> Iterator[Path]:
        """Give the file to grade; given code counts as touched, so that it is graded."""
        if self.kind != "given code":
            yield self.path
            return
        with tempfile.TemporaryDirectory(prefix="asynclings-") as folder:
            touched = Path(folder) / self.path.name
            touched.write_bytes(self.path.read_bytes() + b"\n# touched\n")
            yield touched

    def problem(self, result: ExerciseResult) -> str:
        """Return how *result* differs from what it must be; empty when it does not."""
        if self.kind in ("solution", "right answer"):
            return _must_pass(result)
        if self.kind == "stub":
            return _must_be(result, "not attempted")
        if self.kind == "given code":
            return "" if result.verdict == "failed" else f"the given code is {result.verdict}"
        return self._must_be_caught(result)

    def claim(self) -> Claim | None:
        """Return what a wrong answer says of itself; None where that is not all there."""
        docstring = ast.get_docstring(ast.parse(self.path.read_text(encoding="utf-8"))) or ""
        rule, finding = _RULE.search(docstring), _FINDING.search(docstring)
        if rule is None or finding is None:
            return None
        return Claim(docstring.partition("\n")[0], rule[1].strip(), finding[1].strip())

    def _must_be_caught(self, result: ExerciseResult) -> str:
        claim = self.claim()
        if claim is None:
            return "its docstring must have a line `Rule: ...` with a line `Finding: ...`"
        if result.verdict in ("passed", "not attempted", "grader error"):
            return f"a wrong answer {result.verdict}: {_first_bad(result)}"
        caught, found = _headline(result)
        problems = []
        if caught != claim.rule:
            problems.append(f"caught by {caught!r}, not by {claim.rule!r}")
        if found != claim.finding:
            problems.append(f"finding {found!r}, not {claim.finding!r}")
        return "; ".join(problems)


def cases_of(exercise: Exercise, root: Path) -> Iterator[Case]:
    """Yield every answer to *exercise* whose verdict is known."""
    yield Case("stub", exercise, exercise.stub, root)
    if "NotImplementedError" not in exercise.stub.read_text(encoding="utf-8"):
        yield Case("given code", exercise, exercise.stub, root)
    yield Case("solution", exercise, exercise.solution, root)
    for path in sorted((root / "tests/right_answers" / exercise.stem).glob("*.py")):
        yield Case("right answer", exercise, path, root)
    for path in sorted((root / "tests/wrong_answers" / exercise.stem).glob("*.py")):
        yield Case("wrong answer", exercise, path, root)


def difference(here: ExerciseResult, isolated: ExerciseResult) -> str:
    """Return how the outcome in a room of its own differs; empty when it does not."""
    if here.verdict != isolated.verdict:
        return f"{here.verdict} in process, but {isolated.verdict} isolated"
    if (here.reason, _ids(here.findings)) != (isolated.reason, _ids(isolated.findings)):
        return f"isolated, the reason is {isolated.reason!r} ({_ids(isolated.findings)})"
    for one, other in zip(here.rules, isolated.rules, strict=True):
        if _outcome(one) != _outcome(other):
            return f"{one.rule}: {_outcome(one)} in process, but {_outcome(other)} isolated"
    return ""


def _outcome(rule: RuleResult) -> tuple[str, str, str]:
    return rule.verdict, rule.law, _ids(rule.findings)


def _must_pass(result: ExerciseResult) -> str:
    return "" if result.verdict == "passed" else f"{result.verdict}: {_first_bad(result)}"


def _must_be(result: ExerciseResult, verdict: str) -> str:
    return "" if result.verdict == verdict else f"{result.verdict} instead of {verdict}"


def _headline(result: ExerciseResult) -> tuple[str, str]:
    """Return the rule that caught an answer, with the finding that goes with it."""
    bad = _bad(result)
    if result.reason or bad is None:
        return "not reached", _ids(result.findings)
    return bad.rule, _ids(bad.findings)


def _ids(findings: tuple[Finding, ...]) -> str:
    return " or ".join(finding.id for finding in findings) or "none"


def _bad(result: ExerciseResult) -> RuleResult | None:
    return next((rule for rule in result.rules if rule.verdict != "passed"), None)


def _first_bad(result: ExerciseResult) -> str:
    bad = _bad(result)
    if result.reason or bad is None:
        return result.reason
    evidence = bad.evidence
    parts = (bad.rule, bad.law, evidence.happened, evidence.detail)
    return " | ".join(part for part in parts if part)
