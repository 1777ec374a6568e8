"""What a learner may see of a result: everything else is taken out before a page is made."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from asynclings.batch.policy import Terms, Visibility
from asynclings.report import ExerciseResult, Finding, RuleResult, Verdict, verdict_of


@dataclass(frozen=True, slots=True)
class Visible:
    """A result without what is hidden.

    Attributes:
        verdict: From what is visible; None where no rule is.
        rules: The visible ones; of those that show their names only, no more than that.
        reason: Why no rule was reached; empty when they were.
        findings: What the evidence proves about that reason.
        partly: Whether there are rules that are not shown.
        more_at: When more will be shown; None when nothing will.
    """

    verdict: Verdict | None
    rules: tuple[RuleResult, ...]
    reason: str
    findings: tuple[Finding, ...]
    partly: bool
    more_at: datetime | None


def visible(result: ExerciseResult, terms: Terms, now: datetime) -> Visible:
    """Return what a learner may see of *result* at *now*."""
    rules = []
    for rule in result.rules:
        seen = terms.rule(rule.id).visibility
        show = seen.at(now)
        if show != "nothing":
            rules.append(_names(rule) if show == "names" else _values(rule, seen))
    verdict: Verdict | None = verdict_of(tuple(rules)) if rules else None
    return Visible(
        verdict="failed" if result.reason else verdict,
        rules=tuple(rules),
        reason=result.reason,
        findings=result.findings,
        partly=len(rules) < len(result.rules),
        more_at=_more_at((terms.rule(rule.id).visibility for rule in result.rules), now),
    )


def _names(rule: RuleResult) -> RuleResult:
    """Return *rule* with its words and verdict alone."""
    return RuleResult(rule.id, rule.rule, rule.verdict, rule.promise, rule.points, rule.max_points)


def _values(rule: RuleResult, seen: Visibility) -> RuleResult:
    """Return *rule*, without what was expected where that is hidden."""
    if rule.verdict == "grader error":  # its details are about the kit
        return _names(rule)
    if seen.expected_values:
        return rule
    evidence = dataclasses.replace(rule.evidence, expected="", detail="")
    return dataclasses.replace(rule, evidence=evidence, expected=())


def _more_at(rules: Iterable[Visibility], now: datetime) -> datetime | None:
    """Return the next date at which one of *rules* shows more."""
    dates = [
        rule.hidden_until
        for rule in rules
        if rule.hidden_until and now < rule.hidden_until and rule.show != "nothing"
    ]
    return min(dates, default=None)
