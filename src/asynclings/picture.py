"""The one timeline of a report that says most, as a picture."""

from __future__ import annotations

from asynclings.errors import AsynclingsError
from asynclings.report import Report, RuleResult
from asynclings.svg import timeline_svg


def picture_of(report: Report) -> str:
    """Return the SVG of the first failed rule with an expected timeline; of any rule else.

    Raises:
        AsynclingsError: No rule has a timeline.
    """
    rules = [(one.slug, rule) for one in report.exercises for rule in one.rules if rule.timeline]
    if not rules:
        raise AsynclingsError("There is no timeline to draw: no rule got as far as one.")
    slug, rule = min(rules, key=lambda pair: _rank(pair[1]))
    title = f"{slug}: {rule.rule}"
    return timeline_svg(title, list(rule.expected), list(rule.timeline), until=rule.virtual_seconds)


def _rank(rule: RuleResult) -> tuple[bool, bool]:
    return (rule.verdict == "passed", not rule.expected)
