"""A learner's own page: all that helps, nothing that is hidden, nothing of the others."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from asynclings.batch.gradebook import write
from asynclings.batch.policy import read_policy
from asynclings.batch.records import Learner
from asynclings.report import Evidence

NOW = datetime(2026, 11, 1, tzinfo=UTC)
ALL = "rules.both_calls_are_in_flight_at_the_same_time.visibility"
IN_FLIGHT = "both_calls_are_in_flight_at_the_same_time"
IN_WORDS = IN_FLIGHT.replace("_", " ")
ANSWERS = "the_answers_are_a_tuple_with_foo_first"

#: What a page says of a rule that failed, from the parts of the class.
SECRETS = {
    "name": IN_WORDS,
    "expected": "2 s = max(1, 2)",
    "detail": "it should be two",
    "happened": "3 s = 1 + 2",
    "finding": "sequential-awaits",
    "timeline": "<svg xmlns",
}


@pytest.fixture
def answer(parts):
    """Return Ada's answer to `two_at_once`: one rule failed, one holds."""
    evidence = Evidence(
        "run_both(foo, bar)", "2 s = max(1, 2)", "3 s = 1 + 2", "a.py:7", "it should be two"
    )
    return parts.graded(
        "two_at_once",
        parts.rule(IN_FLIGHT, "failed", evidence=evidence, promise="They `overlap`."),
        parts.rule(ANSWERS),
    )


@pytest.fixture
def page_of(kit, written, tmp_path):
    """Return a function that returns Ada's page from a class of some answers."""

    def make(answers, policy="", now=NOW):
        text = f'timezone = "UTC"\ninclude = ["tasks"]\n{policy}'
        rules = read_policy(written(text), kit)
        write(tmp_path, lambda: iter(answers), [Learner("ada", "Ada")], kit, rules, now=now)
        return next((tmp_path / "learners").glob("ada-*")).read_text("utf-8")

    return make


def test_the_page_says_what_failed_why_and_what_to_do(page_of, answer):
    page = page_of([answer])

    for said in SECRETS.values():
        assert said in page
    assert "They <code>overlap</code>." in page
    assert "Start all of them first, then wait." in page
    assert "-s hint -- two_at_once" in page
    assert "<strong>1</strong> of 2 points" in page
    assert "a.py:7" in page


@pytest.mark.parametrize(
    ("visibility", "seen"),
    [
        ('show = "all"', set(SECRETS)),
        ('show = "names"', {"name"}),
        ('show = "nothing"', set()),
        ("hidden_until = 2026-11-02", set()),
        ("hidden_until = 2026-11-01", set(SECRETS)),
        ("expected_values = false", {"name", "happened", "finding", "timeline"}),
        ('show = "names"\nhidden_until = 2026-11-02', set()),
    ],
)
@pytest.mark.parametrize(
    "table",
    ["all.visibility", "chapters.tasks.visibility", f"exercises.two_at_once.{ALL}"],
)
def test_nothing_of_a_hidden_rule_is_in_the_page(page_of, answer, table, visibility, seen):
    page = page_of([answer], f"[{table}]\n{visibility}")

    assert {name for name, text in SECRETS.items() if text in page} == seen


def test_what_a_hidden_rule_would_say_does_not_decide_what_is_shown(page_of, answer):
    page = page_of([answer], f'[exercises.two_at_once.{ALL}]\nshow = "nothing"')

    assert '<span class="badge failed">' not in page
    assert "The points also count what is not shown here." in page
    assert IN_FLIGHT not in page


def test_a_page_tells_when_more_is_shown(page_of, answer):
    page = page_of([answer], "[all.visibility]\nhidden_until = 2026-11-02")

    assert "More is shown from 2026-11-02 00:00 UTC." in page
    assert "handed in" in page


def test_points_may_be_hidden(page_of, answer):
    late = replace(answer, submitted_at=NOW)
    policy = "[all]\npoints = 37\ndue = 2026-10-30\nvisibility = { points = false }"
    page = page_of([late], f'{policy}\n[late]\nkind = "cut-off"')

    assert "of 37" not in page
    assert "points" not in page.partition("<h1>")[2]
    assert "late by 1 day" in page


def test_a_penalty_is_explained(page_of, answer):
    late = replace(answer, submitted_at=datetime(2026, 10, 31, 3, 0, tzinfo=UTC))
    policy = '[all]\npoints = 10\ndue = 2026-10-30\n[late]\nkind = "percent a day"'
    page = page_of([late], f"{policy}\npercent_a_day = 20")

    assert "<strong>4</strong> of 10 points (5 earned, 1 taken)" in page
    assert "late by 3 h" in page
    assert "handed in 2026-10-31 03:00 UTC, due 2026-10-31 00:00 UTC" in page


def test_one_cause_is_explained_and_drawn_once(page_of, parts):
    rules = [parts.rule(f"rule_{n}", "failed") for n in range(3)]
    other = parts.rule("other", "failed", evidence=Evidence(happened="something else"))
    page = page_of([parts.graded("two_at_once", *rules, other)])

    assert page.count("Start all of them first, then wait.") == 1
    assert page.count("<svg xmlns") == 1
    assert page.count("for the same reason") == 2
    assert page.count("The same cause as above.") == 1
    assert "something else" in page


def test_an_answer_that_cannot_run_says_why_whatever_is_hidden(page_of, parts):
    broken = parts.graded(
        "two_at_once",
        parts.rule(IN_FLIGHT, "not reached"),
        verdict="failed",
        reason="SyntaxError: '(' was never closed\nat answer.py:3",
    )
    page = page_of([broken], '[all.visibility]\nshow = "nothing"')

    assert "&#39;(&#39; was never closed\nat answer.py:3" in page
    assert IN_WORDS not in page


def test_a_fault_of_the_kit_is_never_the_learners(page_of, parts):
    evidence = Evidence("run_both()", detail="KeyError: 'of the grader'")
    page = page_of(
        [parts.graded("two_at_once", parts.rule(IN_FLIGHT, "grader error", evidence=evidence))]
    )

    assert "The kit made a mistake here, not you." in page
    assert "of the grader" not in page


def test_nothing_of_the_others_is_on_a_page(page_of, answer):
    grace = Learner("grace4711", "Grace Hopper", "grace@example.org")
    theirs = replace(answer, learner=grace, origin="grace4711/two.py")
    page = page_of([answer, theirs])

    assert "race" not in page.lower()
    assert "4711" not in page


@pytest.mark.parametrize(
    ("rules", "following"),
    [
        ([], "two_at_once"),  # nothing was begun
        ([ANSWERS], "gather_prices"),
    ],
)
def test_the_next_exercise_is_named(page_of, parts, rules, following):
    done = [parts.graded("two_at_once", *map(parts.rule, rules))] if rules else []

    assert f"-s grade -- {following}</code>" in page_of(done)


def test_hostile_text_is_only_text(page_of, parts):
    evil = "</code><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\x1b[31m"
    evidence = Evidence(evil, evil, evil, evil, f"{evil}\n{evil}")
    rule = parts.rule(
        "evil",
        "failed",
        evidence=evidence,
        timeline=(parts.span(evil, 0.0, 1.0, outcome=f"raised {evil}"),),
        also_seen=(evil,),
    )
    page = page_of([parts.graded("two_at_once", rule)])

    assert "<script" not in page
    assert "<img" not in page
    assert "\u202e" not in page
    assert "\x1b" not in page
    assert "script-src &#39;none&#39;" in page


def test_the_longest_value_does_not_fill_the_page(page_of, parts):
    evidence = Evidence("f()", "x" * 1_000_000, "y" * 1_000_000, "", "line\n" * 100_000)
    page = page_of([parts.graded("two_at_once", parts.rule("a", "failed", evidence=evidence))])

    assert len(page) < 60_000
    assert "more lines" in page


def test_a_date_that_is_not_known_is_not_made_up(page_of, answer):
    page = page_of([replace(answer, submitted_at=None)], "[all]\ndue = 2026-10-01")

    assert "handed in 20" not in page
    assert "late by" not in page


def test_a_learner_sees_more_as_time_goes_by(page_of, answer):
    policy = "[all.visibility]\nhidden_until = 2026-11-02"

    early, late = (page_of([answer], policy, NOW + timedelta(days=days)) for days in (0, 2))

    assert IN_WORDS not in early
    assert IN_WORDS in late
