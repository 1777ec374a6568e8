"""The catalogue of misconceptions as a page, each shown by an answer that has it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asynclings import grading, warm
from asynclings.catalog import Catalog
from asynclings.drawing import draw
from asynclings.findings import catalogue
from asynclings.printable import without_addresses
from asynclings.prove.cases import Case, Claim, cases_of
from asynclings.report import RuleResult, report_from_json

#: Which port was free differs from run to run, as does where an object lies.
_PORT = re.compile(r"127\.0\.0\.1:\d+")

#: Columns of a drawing: what a page shows without a scroll bar.
WIDTH = 76

#: The order of the groups on the page, with the words above each.
GROUPS = {
    "coroutines": "Coroutines",
    "loop": "The event loop",
    "tasks": "Tasks",
    "blocking": "Blocking",
    "http": "HTTP",
    "cancel": "Timeouts and cancellation",
    "errors": "Errors",
    "limits": "Limits and throughput",
    "queues": "Queues",
    "sync": "Locks, events, conditions",
    "iteration": "Async iterators",
    "network": "Network",
    "internals": "Under the hood",
}

#: What a report shows of a mistake that comes before anything else.
NO_DRAWING = "(nothing took any time: there is no timeline)"

HEAD = """\
# Misconceptions

What learners believe, what is true instead, and how it shows. A finding of a report names one
of these, and only when what was seen proves it. This page is made by the kit: the texts are
those of the findings, the evidence is what the graders say of a wrong answer in
`tests/wrong_answers/`. To make it again: `nox -s prove -- --page`.
"""

UNPROVEN = """\
## Mistakes without a finding

These wrong answers are caught, too, but no finding is proven for them: a report shows the rule
and the evidence, and names no cause.
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """A misconception with the wrong answers that have it.

    Attributes:
        id: Its name in the catalogue.
        cases: The wrong answers, in the order of the kit.
    """

    id: str
    cases: tuple[Case, ...]

    @property
    def example(self) -> Case:
        """The answer that shows it best: one that is named after it, else the first."""
        return next((case for case in self.cases if case.path.stem == self.id), self.cases[0])


def make_page(kit: Catalog) -> str:
    """Return the page, with every example graded afresh."""
    shown = list(_shown(kit))
    grading.warm_up(kit.exercises[-1] if kit.exercises else None)

    def work(one: Shown) -> object:
        case = one.example
        report = grading.grade([case.exercise], root=kit.root, answers=case.path, seed=1)
        return report.to_json()

    reports = dict(warm.each(work, shown))
    sections = {
        one.id: _section(one, report_from_json(reports[number]).exercises[0].rules, kit)
        for number, one in enumerate(shown)
    }
    parts = [HEAD]
    for group, title in GROUPS.items():
        mine = [sections[one.id] for one in shown if catalogue()[one.id]["group"] == group]
        parts += [f"## {title}\n", *mine] if mine else []
    return "\n".join([*parts, *_unproven(kit)])


def _shown(kit: Catalog) -> Iterator[Shown]:
    cases: dict[str, list[Case]] = {}
    for case, claim in _claims(kit):
        for one in claim.finding.split(" or "):
            cases.setdefault(one, []).append(case)
    yield from (Shown(one, tuple(cases[one])) for one in catalogue() if one in cases)


def _unproven(kit: Catalog) -> Iterator[str]:
    """Yield the section about the wrong answers whose mistake no evidence proves."""
    yield UNPROVEN
    for case, claim in _claims(kit):
        if claim.finding == "none":
            link = f"[{case.exercise.slug}](../{case.name})"
            yield f"* {link}: {claim.mistake} Caught by: *{claim.rule}*."


def _claims(kit: Catalog) -> Iterator[tuple[Case, Claim]]:
    """Yield every wrong answer with what it says of itself."""
    for exercise in kit.exercises:
        for case in cases_of(exercise, kit.root):
            if case.kind == "wrong answer" and (claim := case.claim()):
                yield case, claim


def _section(one: Shown, rules: Sequence[RuleResult], kit: Catalog) -> str:
    texts = catalogue()[one.id]
    exercises = dict.fromkeys(case.exercise for case in one.cases)
    links = [f"[{e.slug}](../{e.stub.relative_to(kit.root).as_posix()})" for e in exercises]
    lines = [
        f"### {one.id}\n",
        f"> {texts['belief']}\n",
        f"{texts['fact']} **{texts['next_step']}**\n",
        f"Met in {', '.join(links)}.\n",
    ]
    bad = [rule for rule in rules if rule.verdict != "passed"]
    # The rule that caught it, unless another one shows the same on a timeline.
    shown = [rule for rule in bad if rule.timeline and one.id in {f.id for f in rule.findings}]
    chosen = bad if not bad or bad[0].timeline else [*shown, *bad]
    return "\n".join([*lines, *(_evidence(one, chosen[0], kit) if chosen else [])])


def _without_chance(text: str) -> str:
    return _PORT.sub("127.0.0.1", without_addresses(text))


def _evidence(one: Shown, rule: RuleResult, kit: Catalog) -> list[str]:
    answer = one.example.path.relative_to(kit.root).as_posix()
    seen = rule.evidence
    rows = [
        f"{name:<10}{_without_chance(text)}"
        for name, text in (
            ("rule", rule.rule),
            ("law", rule.law),
            ("expected", "" if rule.law else seen.expected),
            ("happened", seen.happened),
        )
        if text
    ]
    drawing = draw(list(rule.expected), list(rule.timeline), WIDTH) if rule.timeline else []
    block = "\n".join([*rows, "", *(drawing or [NO_DRAWING])])
    return [f"How [{answer}](../{answer}) shows:\n", f"```text\n{block}\n```\n"]
