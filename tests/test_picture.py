"""The pictures of the documentation are made by the kit, and are up to date."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from asynclings.errors import AsynclingsError
from asynclings.picture import picture_of
from asynclings.report import ExerciseResult, Report, RuleResult

ROOT = Path(__file__).parents[1]
SLOW = ROOT / "tests/wrong_answers/02_tasks/01_two_at_once/sequential-awaits.py"
SPAN = {"kind": "call", "name": "ask", "start": 0, "end": 1, "outcome": "returned", "where": ""}


def report_of(*rules):
    exercise = ExerciseResult("double", "first", "Double", "double.py", "failed", rules)
    return Report(kit="0", python="3.11", seed=1, exercises=(exercise,))


def rule(name, verdict, *, expected=(), timeline=(SPAN,)):
    return RuleResult(name, name, verdict, expected=expected, timeline=timeline)


def test_the_failed_rule_with_an_expected_timeline_is_drawn():
    svg = picture_of(
        report_of(
            rule("good", "passed", expected=(SPAN,)),
            rule("vague", "failed"),
            rule("late", "failed", expected=(SPAN,)),
        )
    )

    assert "<title>double: late</title>" in svg


def test_without_any_timeline_there_is_nothing_to_draw():
    with pytest.raises(AsynclingsError, match="no rule got as far as one"):
        picture_of(report_of(rule("good", "passed", timeline=())))


def test_the_picture_of_the_readme_is_what_the_kit_draws(tmp_path):
    """Run with ASYNCLINGS_REGENERATE=1 to draw it again."""
    drawn, kept = tmp_path / "timeline.svg", ROOT / "docs/timeline.svg"
    command = "grade", "two_at_once", "--answers", str(SLOW), "--svg", str(drawn), "--seed", "1"
    subprocess.run(
        [sys.executable, "-P", "-m", "asynclings", *command],
        check=True,
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )

    if os.environ.get("ASYNCLINGS_REGENERATE"):
        kept.write_bytes(drawn.read_bytes())
    assert drawn.read_text() == kept.read_text()
