"""Why one rule failed: the rule, what was seen, a cause where one is proven."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from asynclings.drawing import draw_lines, picture
from asynclings.drawing.lanes import MOST_LANES, file_and_line
from asynclings.drawing.text import Line, plain
from asynclings.render.page import Page
from asynclings.report import Finding, RuleResult, Verdict

#: Lanes where there is nothing to compare them with.
MOST_LANES_ALONE = 8

#: What is said where the evidence needs an introduction.
ABOUT: dict[Verdict, str] = {
    "broke a law": "It does this, but it breaks a law that holds for every exercise.",
    "not attempted": "Not attempted yet: it still raises NotImplementedError.",
    "not reached": "Not reached: it was not tried.",
    "grader error": "The kit made a mistake here, not you: this rule could not be judged.",
}


def failure_text(rule: RuleResult, width: int = 80, *, ascii: bool = False) -> str:  # noqa: A002
    """Return why *rule* failed, in lines of at most *width* columns.

    Args:
        rule: Any result; of one that passed, only the rule itself is said.
        width: Columns; 40 is enough.
        ascii: Whether nothing but ASCII may be used.
    """
    lines = failure_lines(rule, Page(width, ascii=ascii))
    return "\n".join(plain(line) for line in lines)


def failure_lines(
    rule: RuleResult, page: Page, pictured: RuleResult | None = None
) -> Iterator[Line]:
    """Yield why *rule* failed, set on *page*.

    Args:
        rule: Any result.
        page: Sets the lines.
        pictured: Another rule of the same cause, whose timeline says more.
    """
    yield from page.rule(rule)
    if rule.verdict == "passed":
        return
    if about := ABOUT.get(rule.verdict):
        yield from page.paragraph(about, "kit" if rule.verdict == "grader error" else "")
    if _words(rule.promise) != _words(rule.rule):
        yield from page.row("asked", page.own(rule.promise), "dim")
    yield from _evidence(rule, page)
    if pictured:
        yield []
        yield from short_lines(pictured, page)
    yield from _timeline(pictured or rule, page)
    yield from finding_lines(rule.findings, page)
    for seen in rule.also_seen:
        yield from page.row("also seen", page.safe(seen))


def short_lines(rule: RuleResult, page: Page) -> Iterator[Line]:
    """Yield *rule* with what was expected of it and what happened, in a line or two."""
    yield from page.rule(rule)
    yield from _asked_for(rule, page)
    happened = rule.evidence.happened or rule.evidence.detail.partition("\n")[0]
    yield from page.row("happened", page.safe(happened), "bad")


def _timeline(rule: RuleResult, page: Page) -> Iterator[Line]:
    """Yield the drawing of *rule* after an empty line; nothing where it would show nothing."""
    most = MOST_LANES if rule.expected else MOST_LANES_ALONE
    shown = picture(rule.expected, rule.timeline, most, until=rule.virtual_seconds)
    if rule.expected or shown.blocks or shown.horizon:
        yield []
        for line in draw_lines(shown, page.width - 2, ascii=page.ascii):
            yield [("  ", ""), *line]


def finding_lines(findings: Iterable[Finding], page: Page) -> Iterator[Line]:
    """Yield the proven cause after an empty line; all of them where the evidence fits several."""
    several = tuple(findings)
    for number, finding in enumerate(several):
        if number == 0:
            yield []
        label = "why" if len(several) == 1 else ("or" if number else "either")
        yield from page.row(label, page.own(f"{finding.because} [{finding.id}]".lstrip()))
        yield from page.row("", page.own(finding.fact))
        yield from page.row("next", page.own(finding.next_step), "strong")


def _evidence(rule: RuleResult, page: Page) -> Iterator[Line]:
    seen = rule.evidence
    yield from page.row("called", page.safe(seen.call))
    yield from _asked_for(rule, page)
    yield from page.row("happened", page.safe(seen.happened), "bad")
    yield from page.row("at", page.safe(file_and_line(seen.where)))
    if "\n" in seen.detail:
        yield from page.block(seen.detail)
    else:
        yield from page.row("", page.safe(seen.detail))


def _asked_for(rule: RuleResult, page: Page) -> Iterator[Line]:
    if rule.law:
        yield from page.row("law", page.own(rule.law))
    else:
        yield from page.row("expected", page.safe(rule.evidence.expected), "good")


def _words(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
