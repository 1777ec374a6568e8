"""What is known of each rule before it runs, and how its result travels."""

from __future__ import annotations

import ast
import functools
import sys
from pathlib import Path
from typing import Any

import pytest

from asynclings.errors import SubmissionError
from asynclings.plugin.target import Target, rule_of
from asynclings.plugin.verdicts import Rule
from asynclings.probes import Proof
from asynclings.report import RuleResult, Verdict, plain
from asynclings.seen import Seen
from asynclings.timeline import Timeline

#: Names under which a result travels from the room, in a report's user_properties.
RESULT, REASON = "asynclings-result", "asynclings-reason"

#: How pytest counts each verdict.
_OUTCOMES: dict[Verdict, Any] = {
    "passed": "passed",
    "not attempted": "skipped",
    "not reached": "skipped",
}


def read_rule(item: pytest.Function) -> Rule:
    """Return what the grader's test *item* says of its rule."""
    points = item.get_closest_marker("points")
    return Rule(
        id=rule_of(item),
        promise=" ".join((item.function.__doc__ or "").split()),
        points=float(points.args[0]) if points else 1.0,
        proofs=tuple(v for v in vars(item.module).values() if isinstance(v, Proof)),
    )


@functools.cache
def title_of(solution: Path) -> str:
    """Return an exercise's title: the first line of the docstring of its *solution*."""
    try:
        docstring = ast.get_docstring(ast.parse(solution.read_text(encoding="utf-8")))
    except (OSError, SyntaxError):
        return ""
    return (docstring or "").partition("\n")[0].rstrip(".")


def show(
    report: pytest.TestReport,
    target: Target,
    result: RuleResult,
    place: tuple[str, int],
    *,
    says: bool,
) -> None:
    """Make *report* carry *result*, which it *says* in the learner's words under bare pytest."""
    report.user_properties.append((RESULT, {"slug": target.slug, "result": plain(result)}))
    report.outcome = _OUTCOMES.get(result.verdict, "failed")
    if report.outcome == "skipped":
        report.longrepr = (*place, f"Skipped: {result.verdict}")
    elif report.outcome == "failed" and not says:
        report.longrepr = result.verdict
    elif report.outcome == "failed":
        from asynclings.render.text import failure_text  # 15 ms that a right answer need not pay

        report.longrepr = failure_text(result, ascii=not _takes_unicode())


def refuse(report: pytest.TestReport, target: Target, error: SubmissionError) -> None:
    """Make *report* say why no rule of the exercise can be reached."""
    from asynclings.findings import explain  # a right answer needs no explanation

    cause = error.__cause__ or error.__context__
    seen = Seen("", Timeline(), str(target.answer), ast.Module([], []), error=cause)
    findings = [plain(finding) for finding in explain(seen)[0]]
    value = {"slug": target.slug, "reason": str(error), "findings": findings}
    report.user_properties.append((REASON, value))
    report.outcome, report.longrepr = "failed", str(error)


def blank_report(item: pytest.Item) -> pytest.TestReport:
    """Return the report of a rule that did not run here."""
    return pytest.TestReport(
        nodeid=item.nodeid,
        location=item.location,
        keywords={},
        outcome="passed",
        longrepr=None,
        when="call",
    )


def place_of(item: pytest.Item) -> tuple[str, int]:
    """Return the file and line that pytest shows beside a skipped test."""
    path, line, _ = item.location
    return path, (line or 0) + 1


def _takes_unicode() -> bool:
    """Tell whether what lies behind pytest's capturing can show more than ASCII."""
    encoding = getattr(sys.__stdout__, "encoding", None) or "utf-8"
    return bool(encoding.lower().startswith("utf"))
