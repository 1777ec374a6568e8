"""What an answer is worth: points, weights, lateness."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from asynclings.batch.policy import (
    Extension,
    Late,
    Policy,
    Rounding,
    RuleTerms,
    Score,
    Terms,
    Visibility,
    policy_sha256,
)
from asynclings.batch.records import Learner

DUE = datetime(2026, 10, 16, 21, 59, tzinfo=UTC)
HOUR = timedelta(hours=1)
TEN_A_DAY = Late("percent a day", percent_a_day=10, grace=HOUR / 4, at_most_percent=50)


@pytest.fixture
def half(parts):
    """Return Ada's answer to `sail`, of which one rule of two holds."""
    return parts.graded("sail", parts.rule("floats"), parts.rule("turns", "failed"))


@pytest.fixture
def full(parts):
    """Return Ada's answer to `sail`, of which both rules hold."""
    return parts.graded("sail", parts.rule("floats"), parts.rule("turns"))


def policy(late=None, rounding=None, extensions=(), **terms):
    """Return a policy of one exercise."""
    return Policy(
        {"sail": Terms(**terms)}, late or Late(), tuple(extensions), rounding or Rounding()
    )


def test_without_a_policy_each_rule_counts_its_points(half):
    score = Policy().score(half)

    assert score == Score(points=1.0, max_points=2.0, earned=1.0)


def test_points_of_an_exercise_are_shared_by_its_rules(half):
    score = policy(points=10).score(half)

    assert (score.points, score.max_points) == (5.0, 10.0)


def test_a_rule_may_be_worth_more_than_another(half):
    score = policy(points=10, rules={"floats": RuleTerms(4.0)}).score(half)

    assert score.points == 8.0


def test_a_rule_worth_nothing_costs_nothing(half):
    assert policy(points=10, rules={"turns": RuleTerms(0.0)}).score(half).points == 10.0


@pytest.mark.parametrize(("answer", "points"), [("half", 0.0), ("full", 10.0)])
def test_only_complete_gives_no_points_for_a_part(answer, points, request):
    graded = request.getfixturevalue(answer)

    assert policy(points=10, only_complete=True).score(graded).points == points


@pytest.mark.parametrize(
    ("late_by", "share"),
    [
        (-HOUR, 0.0),
        (HOUR / 4, 0.0),  # the whole of the grace period
        (HOUR / 4 + timedelta(seconds=1), 0.1),
        (24 * HOUR, 0.1),
        (24 * HOUR + timedelta(seconds=1), 0.2),  # a day begun is a day
        (90 * 24 * HOUR, 0.5),
    ],
)
def test_each_day_begun_costs_its_percents_up_to_the_most(full, late_by, share):
    score = policy(TEN_A_DAY, points=10, due=DUE).score(replace(full, submitted_at=DUE + late_by))

    assert score.points == pytest.approx(10 * (1 - share))
    assert score.penalty == pytest.approx(10 * share)
    assert score.earned == 10.0
    assert score.is_late == (share > 0)


@pytest.mark.parametrize(("kind", "points"), [("none", 2.0), ("cut-off", 0.0)])
def test_lateness_is_only_noted_or_costs_everything(full, kind, points):
    score = policy(Late(kind), due=DUE).score(replace(full, submitted_at=DUE + HOUR))

    assert (score.points, score.late_by, score.is_late) == (points, HOUR, True)


def test_nobody_is_late_where_the_date_of_the_answer_is_not_known(full):
    score = policy(Late("cut-off"), due=DUE).score(replace(full, submitted_at=None))

    assert (score.points, score.late_by, score.is_late) == (2.0, None, False)


@pytest.mark.parametrize(
    ("extension", "due"),
    [
        (Extension("ada", frozenset({"sail"}), longer=48 * HOUR), DUE + 48 * HOUR),
        (Extension("ADA@example.org", frozenset({"sail"}), due=DUE + HOUR), DUE + HOUR),
        (Extension("ada", frozenset({"sail"}), due=DUE - HOUR), DUE),  # never an earlier one
        (Extension("ada", frozenset({"row"}), longer=HOUR), DUE),
        (Extension("grace", frozenset({"sail"}), longer=HOUR), DUE),
    ],
)
def test_an_extension_is_for_one_learner_and_never_shortens(parts, extension, due):
    assert policy(extensions=[extension], due=DUE).due(parts.ADA, "sail") == due


def test_of_several_extensions_the_longest_holds(parts):
    both = [Extension("ada", frozenset({"sail"}), longer=n * HOUR) for n in (3, 1)]

    assert policy(extensions=both, due=DUE).due(parts.ADA, "sail") == DUE + 3 * HOUR


def test_an_extension_for_nobody_is_told():
    given = [Extension(name, frozenset({"sail"}), longer=HOUR) for name in ("ada", "adda")]

    assert policy(extensions=given).strangers([Learner("Ada")]) == ["adda"]


@pytest.mark.parametrize(
    ("step", "mode", "points", "rounded"),
    [
        (0.5, "nearest", 2.25, 2.5),
        (0.5, "down", 2.49, 2.0),
        (1, "up", 2.01, 3.0),
        (0.1, "up", 0.1 + 0.2, 0.3),  # what floating point added is no reason to go up
        (0.01, "nearest", 2 / 3, 0.67),
        (0.01, "nearest", 1.005, 1.01),
    ],
)
def test_points_are_rounded_as_a_person_would(step, mode, points, rounded):
    assert Rounding(step, mode)(points) == rounded


def test_what_the_kit_could_not_judge_does_not_count(parts, full):
    broken = parts.graded("sail", parts.rule("floats", "grader error"), parts.rule("turns"))
    terms = policy(points=10)

    total = terms.total([terms.score(full), terms.score(broken)])

    assert (total.points, total.max_points, total.percent) == (10.0, 10.0, 100.0)


def test_weights_multiply_and_a_bonus_comes_on_top():
    total = Policy().total(
        [Score(5, 10, weight=2), Score(10, 10), Score(3, 5, bonus=True), Score(0, 10)]
    )

    assert (total.points, total.max_points, total.percent) == (23.0, 40.0, 57.5)


def test_what_was_not_handed_in_counts_as_nothing(parts):
    terms = policy(points=10, weight=2, due=DUE)

    assert terms.missing(parts.ADA, "sail") == Score(0.0, 10.0, due=DUE, weight=2)
    assert terms.total([terms.missing(parts.ADA, "sail")]).percent == 0.0


def test_a_rule_is_hidden_until_its_date():
    seen = Visibility("names", hidden_until=DUE)

    assert [seen.at(DUE - HOUR), seen.at(DUE)] == ["nothing", "names"]


def test_the_hash_of_a_policy_changes_with_what_it_says():
    late = [policy(Late("cut-off"), due=DUE), policy(Late("none"), due=DUE), Policy()]

    assert len({policy_sha256(one) for one in late}) == 3
    assert policy_sha256(policy(due=DUE)) == policy_sha256(policy(due=DUE))
