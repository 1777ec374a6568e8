"""The rules of one exercise with their verdicts, then why the first of them failed."""

from __future__ import annotations

from collections.abc import Iterator

from asynclings.drawing.text import Line
from asynclings.printable import cells
from asynclings.render.page import Page
from asynclings.render.text import failure_lines, finding_lines, short_lines
from asynclings.report import ExerciseResult, RuleResult, Verdict

#: Verdicts that need an explanation.
FAILED: tuple[Verdict, ...] = ("failed", "broke a law", "grader error")


def exercise_lines(
    exercise: ExerciseResult, page: Page, *, verbose: bool = False
) -> Iterator[Line]:
    """Yield all that is said about one *exercise*.

    Args:
        exercise: Its result.
        page: Sets the lines.
        verbose: Whether every failure is explained in full, not only the first.
    """
    yield from _title(exercise, page)
    yield []
    if exercise.reason:
        yield from reason_lines(exercise, page)
        return
    failed = [rule for rule in exercise.rules if rule.verdict in FAILED]
    same = [rule for rule in failed[1:] if same_cause(rule, failed[0])]
    for rule in exercise.rules:
        # Of an exercise, or of a rule that passed or failed, the mark says it already.
        says_it = exercise.verdict == "not attempted" or rule.verdict in ("passed", "failed")
        remark = "" if says_it else rule.verdict
        yield from rule_lines(rule, page, "same cause" if rule in same else remark)
    # A deadlock has no picture to compare with; another rule of the same cause may have.
    pictured = [rule for rule in same if rule.expected and not failed[0].expected]
    for rule in failed:
        if verbose:
            yield from ([], *failure_lines(rule, page))
        elif rule is failed[0]:
            yield from ([], *failure_lines(rule, page, *pictured[:1]))
        elif rule not in same:
            yield from ([], *short_lines(rule, page), *finding_lines(rule.findings, page))


def _title(exercise: ExerciseResult, page: Page) -> Iterator[Line]:
    title = page.own(exercise.title)
    if len(exercise.slug) + 2 + cells(title) <= page.width:
        yield [(exercise.slug, "strong"), (f"  {title}", "")]
    else:
        yield [(exercise.slug, "strong")]
        yield from page.paragraph(title)


def reason_lines(exercise: ExerciseResult, page: Page) -> Iterator[Line]:
    """Yield why no rule was reached, once, for all of them."""
    first, *others = exercise.reason.split("\n")
    yield from page.marked("failed", page.safe(first), indent=2)
    for other in others:
        yield from page.paragraph(page.safe(other), indent=4)
    yield from finding_lines(exercise.findings, page)
    count = len(exercise.rules)
    if count:
        rules = "Its only rule was" if count == 1 else f"Its {count} rules were"
        yield []
        yield from page.paragraph(f"{rules} not reached.", "dim")


def rule_lines(rule: RuleResult, page: Page, remark: str, indent: int = 2) -> Iterator[Line]:
    """Yield one line of the list: the rule, and beside it the *remark* where there is one."""
    *lines, last = page.rule(rule, indent)
    yield from lines
    if remark and sum(cells(text) for text, _ in last) + 2 + len(remark) > page.width:
        yield last
        yield [(" " * (indent + 4) + remark, "dim")]
    else:
        yield [*last, (f"  {remark}", "dim")]


def same_cause(rule: RuleResult, first: RuleResult) -> bool:
    """Tell whether *rule* failed for the reason for which the *first* one did."""
    if rule.findings or first.findings:
        return {one.id for one in rule.findings} == {one.id for one in first.findings}
    a, b = first.evidence, rule.evidence
    return (a.happened, a.detail, first.law) == (b.happened, b.detail, rule.law)
