"""Collects the rules' results of one run into a report."""

from __future__ import annotations

import hashlib
import platform
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from asynclings import __version__
from asynclings.errors import SubmissionError
from asynclings.plugin.target import Target
from asynclings.plugin.verdicts import Rule
from asynclings.report import (
    ExerciseResult,
    Finding,
    Report,
    RuleResult,
    rule_from_json,
    verdict_of,
)
from asynclings.submission import read_bytes


@dataclass(slots=True)
class Page:
    """One exercise of the ledger: what is expected of it, what has come in."""

    target: Target
    title: str
    rules: dict[str, Rule] = field(default_factory=dict)
    results: dict[str, RuleResult] = field(default_factory=dict)
    reason: str = ""
    findings: tuple[Finding, ...] = ()


class Ledger:
    """Keeps, for every exercise, the rules that were expected and those that came in."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.isolation = "in process"
        self.pages: dict[str, Page] = {}

    def clear(self, seed: int) -> None:
        """Begin a new report."""
        self.seed = seed
        self.pages.clear()

    def expect(self, target: Target, title: str, rule: Rule) -> None:
        """Note that *rule* of *target* is going to run."""
        page = self.pages.setdefault(target.slug, Page(target, title))
        page.rules.setdefault(rule.id, rule)

    def enter(self, slug: str, written: dict[str, Any]) -> None:
        """Enter a result, as JSON; of several runs of one rule, the first bad one stays."""
        result = rule_from_json(written)
        page = self.pages[slug]
        known = page.results.get(result.id)
        if known is None or known.verdict == "passed":
            page.results[result.id] = result

    def refuse(self, slug: str, reason: str, findings: list[dict[str, str]]) -> None:
        """Note that no rule of *slug* can be reached, and why."""
        page = self.pages[slug]
        page.reason, page.findings = reason, tuple(Finding(**one) for one in findings)

    def reason(self, slug: str) -> str:
        """Return why no further rule of *slug* can be reached; empty when they can."""
        return self.pages[slug].reason

    def report(self, root: Path) -> Report:
        """Return the report on all that was expected; a missing result is ``not reached``."""
        return Report(
            kit=__version__,
            python=platform.python_version(),
            seed=self.seed,
            isolation=self.isolation,
            exercises=tuple(_exercise(page, root) for page in self.pages.values()),
        )


def _exercise(page: Page, root: Path) -> ExerciseResult:
    target = page.target
    rules = tuple(
        page.results.get(rule.id) or rule.result("not reached") for rule in page.rules.values()
    )
    if page.reason:
        rules = tuple(replace(rule, verdict="not reached", points=0.0) for rule in rules)
    return ExerciseResult(
        slug=target.slug,
        chapter=target.chapter,
        title=page.title,
        path=_relative(target.answer, root),
        verdict="failed" if page.reason else verdict_of(rules),
        rules=rules,
        reason=page.reason,
        findings=page.findings,
        submission_sha256=_sha256(target.answer),
        grader_sha256=_sha256(target.grader),
    )


def _relative(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(read_bytes(path)).hexdigest()
    except SubmissionError:
        return ""
