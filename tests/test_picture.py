"""The pictures of the documentation are made by the kit, and are up to date."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from asynclings.errors import AsynclingsError
from asynclings.picture import picture_of
from asynclings.report import ExerciseResult, Report, RuleResult, report_from_json

ROOT = Path(__file__).parents[1]
SLOW = ROOT / "tests/wrong_answers/02_tasks/01_two_at_once/sequential-awaits.py"
SPAN = {"kind": "call", "name": "ask", "start": 0, "end": 1, "outcome": "returned", "where": ""}


#: Wrong answers that chapter pages show, with the rule that is drawn.
WRONG = ROOT / "tests/wrong_answers"
PICTURES = {
    "04_cancellation/01_deadline/timeout-not-cancelling": "when the time is over the cached price "
    "is returned",
    "05_structured/01_all_or_nothing/gather-leaves-siblings": "when a part fails the others are "
    "cancelled",
    "07_coordination/01_worker_pool/poll-empty": "no worker goes home while work may still come",
}


def report_of(*rules, slug="double"):
    exercise = ExerciseResult(slug, "first", "Double", "double.py", "failed", rules)
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


@pytest.mark.parametrize(("answer", "title"), PICTURES.items())
def test_the_picture_of_a_chapter_is_what_the_kit_draws(answer, title):
    """Run with ASYNCLINGS_REGENERATE=1 to draw it again."""
    wrong, kept = WRONG / f"{answer}.py", ROOT / "exercises" / answer.split("/")[0] / "timeline.svg"
    slug = wrong.parent.name.partition("_")[2]
    command = "grade", slug, "--answers", str(wrong), "--json", "-", "--seed", "1"
    done = subprocess.run(
        [sys.executable, "-P", "-m", "asynclings", *command],
        check=True,
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )
    [result] = report_from_json(json.loads(done.stdout)).exercises

    drawn = picture_of(report_of(*(one for one in result.rules if one.rule == title), slug=slug))

    if os.environ.get("ASYNCLINGS_REGENERATE"):
        kept.write_text(drawn)
    assert drawn == kept.read_text()


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
