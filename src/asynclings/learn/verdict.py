"""A verdict as the learner's loop shows it: what fails first, then what holds already."""

from __future__ import annotations

from collections.abc import Iterator

from asynclings.drawing.text import Line
from asynclings.render.exercise import FAILED, reason_lines, rule_lines, same_cause
from asynclings.render.page import Page
from asynclings.render.text import failure_lines, finding_lines, short_lines
from asynclings.report import ExerciseResult, RuleResult

#: More lines than these are not read; all of them come with pytest.
MOST_PRINTED_LINES = 20


def verdict_lines(result: ExerciseResult, page: Page, *, hint: bool) -> Iterator[Line]:
    """Yield *result*, the failing rule first.

    Args:
        result: A verdict on an answer.
        page: Sets the lines.
        hint: Whether to say that there are hints.
    """
    if result.reason:
        yield from reason_lines(result, page)
        return
    failed = [rule for rule in result.rules if rule.verdict in FAILED]
    if failed:
        yield from _failed(failed, page)
        yield []
    others = [rule for rule in result.rules if rule.verdict not in FAILED]
    holding = sum(rule.verdict == "passed" for rule in result.rules)
    if result.verdict == "passed":
        yield from page.paragraph(f"Done: all {holding} rules hold.", "good", 0)
        yield from page.paragraph("n goes on, s shows a solution to compare with.", "dim", 0)
    else:
        yield [(f"{holding} of {len(result.rules)} rules hold", "strong")]
    for rule in others:
        yield from rule_lines(rule, page, "" if rule.verdict == "passed" else rule.verdict)
    if failed and hint:
        yield []
        yield from page.paragraph("Stuck? h gives a hint.", "dim", 0)
    yield from _printed([*failed, *others], page)


def _failed(failed: list[RuleResult], page: Page) -> Iterator[Line]:
    first, *rest = failed
    same = [rule for rule in rest if same_cause(rule, first)]
    pictured = [rule for rule in same if rule.expected and not first.expected]
    yield from failure_lines(first, page, *pictured[:1])
    if same:
        yield []
    for rule in same:
        yield from rule_lines(rule, page, "same cause", 0)
    for rule in rest:
        if rule not in same:
            yield from ([], *short_lines(rule, page), *finding_lines(rule.findings, page))


def _printed(rules: list[RuleResult], page: Page) -> Iterator[Line]:
    """Yield what the answer printed, where it printed anything."""
    rule = next((rule for rule in rules if rule.printed), None)
    if rule is None:
        return
    lines = rule.printed.rstrip("\n").split("\n")
    yield []
    yield from page.paragraph(f"printed while checked: {page.own(rule.rule)}", "strong", 0)
    for line in lines[:MOST_PRINTED_LINES]:
        yield from page.paragraph(page.safe(line.expandtabs(4)), "", 2)
    if len(lines) > MOST_PRINTED_LINES:
        more = len(lines) - MOST_PRINTED_LINES
        yield from page.paragraph(f"{page.ellipsis} {more} more lines", "dim", 2)
