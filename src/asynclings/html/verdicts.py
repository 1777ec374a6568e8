"""How a page shows each verdict: never by its colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from asynclings.report import Verdict


@dataclass(frozen=True, slots=True)
class Badge:
    """What stands for a verdict.

    Attributes:
        sign: One character, different for each.
        word: What is said of it.
        css: The class in style.css that gives it its colour.
    """

    sign: str
    word: str
    css: str


#: In the order of `asynclings.report.Verdict`.
BADGES: dict[Verdict, Badge] = {
    "passed": Badge("✓", "passed", "passed"),
    "failed": Badge("✗", "failed", "failed"),
    "broke a law": Badge("§", "broke a law", "law"),
    "not attempted": Badge("·", "not attempted", "untouched"),
    "not reached": Badge("–", "not reached", "unreached"),  # noqa: RUF001
    "grader error": Badge("!", "kit error", "kit"),
}
