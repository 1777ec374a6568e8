"""Each learner's own page: what holds, what does not, why, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from importlib import resources

from markupsafe import Markup

from asynclings.batch.gradebook.book import Book, Column, Row
from asynclings.batch.gradebook.cells import Cell
from asynclings.batch.gradebook.visible import Visible, visible
from asynclings.batch.gradebook.wording import date_in, duration
from asynclings.batch.policy import Policy, Score
from asynclings.drawing.lanes import file_and_line
from asynclings.html import environment, render
from asynclings.printable import shorten
from asynclings.report import ExerciseResult, Finding, RuleResult, Verdict
from asynclings.svg import PATTERNS, STYLE, timeline_svg

#: Verdicts that need an explanation.
_EXPLAINED: tuple[Verdict, ...] = ("failed", "broke a law")

#: So many pictures an exercise has at most: more of them say the same again.
_MOST_PICTURES = 3

#: Longer values and details are cut: nobody reads them.
_MOST_CHARACTERS, _MOST_LINES = 400, 24


@dataclass(frozen=True, slots=True)
class Told:
    """A rule that failed, as its part of the page tells it.

    Attributes:
        rule: What may be seen of it.
        findings: Causes that were not told before on the page of the exercise.
        same_cause: Whether they were.
        where: ``file:line``.
        picture: Timelines as SVG; empty where they say nothing.
    """

    rule: RuleResult
    findings: tuple[Finding, ...]
    same_cause: bool
    where: str
    picture: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How one exercise stands, in the list at the top of the page.

    Attributes:
        column: The exercise.
        cell: The answer; None where nothing was handed in.
        verdict: What the learner may know of it.
        score: None where the learner sees no points.
        due: When it is to be handed in; None for never.
    """

    column: Column
    cell: Cell | None
    verdict: Verdict | None
    score: Score | None
    due: datetime | None


class Feedback:
    """Makes pages; a part for each exercise, so that no report need be kept."""

    def __init__(self, policy: Policy, now: datetime, zone: tzinfo) -> None:
        self.policy = policy
        self.now = now
        pages = environment(__package__)
        pages.filters |= {"duration": duration, "short": _short, "detail": _detail}
        pages.globals |= {"date": lambda moment: date_in(moment, zone), "explained": _EXPLAINED}
        self._part = pages.get_template("answer.html")
        self._page = pages.get_template("learner.html")
        self._css = (resources.files(__package__) / "learner.css").read_text("utf-8")

    def seen(self, result: ExerciseResult) -> Visible:
        """Return what a learner may see of *result*."""
        return visible(result, self.policy.terms(result.slug), self.now)

    def part(self, column: Column, cell: Cell, seen: Visible) -> str:
        """Return the part of the page about one answer."""
        shown = self.policy.terms(column.slug).show_points
        told, same = _told(seen.rules) if not seen.reason else ([], [])
        score = cell.score if shown else None
        return self._part.render(
            column=column, cell=cell, seen=seen, told=told, same=same, score=score
        )

    def page(self, book: Book, row: Row, parts: dict[int, str]) -> str:
        """Return the whole page of *row*.

        Args:
            book: The class; nothing of the others is on the page.
            row: Whose page it is.
            parts: About each answer, by the number of its column.
        """
        standings = [
            Standing(
                column=column,
                cell=cell,
                verdict=cell.shown if cell else None,
                score=score if self._shows_points(column) else None,
                due=score.due,
            )
            for column, cell, score in book.scores(row)
        ]
        return render(
            self._page,
            styles=[STYLE, self._css],
            learner=row.learner,
            total=book.total(row) if all(map(self._shows_points, book.columns)) else None,
            standings=standings,
            parts=[Markup(parts[place]) for place in sorted(parts)],  # noqa: S704 - rendered here
            following=_following(standings),
            patterns=Markup(PATTERNS),  # noqa: S704 - of the kit
        )

    def _shows_points(self, column: Column) -> bool:
        return self.policy.terms(column.slug).show_points


def _following(standings: Sequence[Standing]) -> Standing | None:
    """Return the exercise to go on with: one that was tried, else one that is not begun."""
    tried = [one for one in standings if one.verdict in ("failed", "broke a law")]
    begun = ("not attempted", "not reached")
    fresh = [one for one in standings if one.cell is None or one.verdict in begun]
    return next(iter(tried or fresh), None)


def _told(rules: Sequence[RuleResult]) -> tuple[list[Told], list[str]]:
    """Return the *rules* that failed, then the ids of those that add nothing to them.

    A cause is explained, and drawn, once.
    """
    told: list[Told] = []
    same: list[str] = []
    causes: dict[object, set[tuple[str, str]]] = {}
    for rule in rules:
        if rule.verdict not in _EXPLAINED:
            continue
        cause = _cause(rule)
        known = cause is not None and cause in causes
        evidence = (rule.evidence.expected, rule.evidence.happened)
        if known and evidence in causes[cause]:
            same.append(rule.id)
            continue
        drawn = known or sum(bool(one.picture) for one in told) >= _MOST_PICTURES
        where = file_and_line(rule.evidence.where)
        findings = () if known else rule.findings
        told.append(Told(rule, findings, known, where, "" if drawn else _picture(rule)))
        causes.setdefault(cause, set()).add(evidence)
    return told, same


def _cause(rule: RuleResult) -> object:
    """Return what two rules that failed for one reason share; None where nothing is known."""
    if rule.findings:
        return frozenset(finding.id for finding in rule.findings)
    seen = (rule.evidence.happened, rule.evidence.detail, rule.law)
    return seen if any(seen) else None


def _picture(rule: RuleResult) -> str:
    """Return the timelines of *rule*; nothing where they would show nothing."""
    if not rule.timeline or not (rule.expected or rule.virtual_seconds):
        return ""
    until = rule.virtual_seconds
    title = "What was asked, and what happened" if rule.expected else "What happened"
    svg = timeline_svg(title, rule.expected, rule.timeline, until=until, in_page=True)
    return Markup(svg)  # noqa: S704 - it escapes all that comes from an answer


def _short(text: str) -> str:
    return shorten(text, _MOST_CHARACTERS)


def _detail(text: str) -> str:
    """Return the first lines of *text*, none of them too long."""
    lines = text.strip("\n").split("\n")
    kept = [shorten(line, _MOST_CHARACTERS) for line in lines[:_MOST_LINES]]
    more = len(lines) - len(kept)
    return "\n".join([*kept, f"… {more} more lines"] if more else kept)
