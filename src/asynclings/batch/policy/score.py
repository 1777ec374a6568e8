"""What an answer is worth under a policy, late or not."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from asynclings.batch.policy.terms import Extension, Late, Rounding, Terms
from asynclings.batch.records import Graded, Learner
from asynclings.report import ExerciseResult

#: On time, or nothing is ever due.
_NOT_LATE = timedelta(0)


@dataclass(frozen=True, slots=True)
class Score:
    """What one answer is worth.

    Attributes:
        points: What counts: earned, less the penalty, rounded.
        max_points: Points to be had.
        earned: What the rules gave, before lateness.
        penalty: Points taken for lateness.
        late_by: By how much it was too late; None where nobody knows when it was handed in.
        is_late: Whether that is more than the grace period.
        due: When it was to be handed in; None for never.
        weight: By what it counts in the total.
        bonus: Whether *max_points* are left out of the total.
        counts: Whether it counts at all: not where the kit failed, until it is graded again.
    """

    points: float
    max_points: float
    earned: float = 0.0
    penalty: float = 0.0
    late_by: timedelta | None = _NOT_LATE
    is_late: bool = False
    due: datetime | None = None
    weight: float = 1.0
    bonus: bool = False
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Total:
    """What all of a learner's answers are worth together, each by its weight."""

    points: float
    max_points: float

    @property
    def percent(self) -> float:
        """Points of those to be had; 0 where there are none, more than 100 with a bonus."""
        return round(100 * self.points / self.max_points, 2) if self.max_points else 0.0


@dataclass(frozen=True, slots=True)
class Policy:
    """How a class is graded.

    Attributes:
        exercises: What holds for each exercise that counts, by slug, in the kit's order.
        late: What lateness costs.
        extensions: Who has more time.
        rounding: To what points are rounded.
        timezone: Where dates are shown in; an IANA name.
        asked: Slugs of the exercises that were asked for by name: they count even where nobody
            has handed in anything for them.
    """

    exercises: Mapping[str, Terms] = field(default_factory=dict)
    late: Late = field(default_factory=Late)
    extensions: tuple[Extension, ...] = ()
    rounding: Rounding = field(default_factory=Rounding)
    timezone: str = "UTC"
    asked: frozenset[str] = frozenset()

    def terms(self, slug: str) -> Terms:
        """Return what holds for the exercise *slug*."""
        return self.exercises.get(slug) or Terms()

    def due(self, learner: Learner, slug: str) -> datetime | None:
        """Return until when *learner* may hand in *slug*; None for as late as they like."""
        due = self.terms(slug).due
        if due is None:
            return None
        given = [one for one in self.extensions if slug in one.exercises and one.is_for(learner)]
        return max([due, *(one.prolong(due) for one in given)])

    def score(self, graded: Graded) -> Score:
        """Return what *graded* is worth."""
        slug = graded.exercise
        terms, due = self.terms(slug), self.due(graded.learner, slug)
        result = next((one for one in graded.report.exercises if one.slug == slug), None)
        earned, most = _earned(result, terms) if result else (0.0, terms.max_points)
        late_by = _late_by(graded.submitted_at, due)
        kept = earned * (1 - self.late.share(late_by or _NOT_LATE))
        points = self.rounding(kept)
        return Score(
            points=points,
            max_points=most,
            earned=self.rounding(earned),
            penalty=round(self.rounding(earned) - points, 9),
            late_by=late_by,
            is_late=late_by is not None and late_by > self.late.grace,
            due=due,
            weight=terms.weight,
            bonus=terms.bonus,
            counts=result is not None and result.verdict != "grader error",
        )

    def missing(self, learner: Learner, slug: str) -> Score:
        """Return what it is worth that *learner* handed in nothing for *slug*."""
        terms = self.terms(slug)
        return Score(
            points=0.0,
            max_points=terms.max_points,
            due=self.due(learner, slug),
            weight=terms.weight,
            bonus=terms.bonus,
        )

    def total(self, scores: Iterable[Score]) -> Total:
        """Return what *scores* are worth together."""
        counted = [score for score in scores if score.counts]
        points = math.fsum(score.points * score.weight for score in counted)
        most = math.fsum(score.max_points * score.weight for score in counted if not score.bonus)
        return Total(self.rounding(points), round(most, 9))

    def strangers(self, learners: Iterable[Learner]) -> list[str]:
        """Return whom the extensions name though none of *learners* is called so."""
        known = {name.casefold() for one in learners for name in (one.id, one.email)}
        named = dict.fromkeys(one.learner for one in self.extensions)
        return [name for name in named if name.casefold() not in known]


def policy_sha256(policy: Policy) -> str:
    """Return a hash of what *policy* says, however its file is written."""
    said = json.dumps(asdict(policy), sort_keys=True, default=_plain)
    return hashlib.sha256(said.encode()).hexdigest()


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else str(value)


def _earned(result: ExerciseResult, terms: Terms) -> tuple[float, float]:
    """Return the points that *result* gives before lateness, and those to be had."""
    worth = [(rule, terms.rule(rule.id, rule.max_points).points) for rule in result.rules]
    most = math.fsum(points for _, points in worth)
    got = math.fsum(
        points * rule.points / rule.max_points for rule, points in worth if rule.max_points
    )
    share = got / most if most else float(result.verdict == "passed")
    if terms.only_complete:
        share = float(share >= 1 and result.verdict == "passed")
    at_stake = most if terms.points is None else terms.points
    return share * at_stake, at_stake


def _late_by(submitted_at: datetime | None, due: datetime | None) -> timedelta | None:
    if due is None:
        return _NOT_LATE
    return None if submitted_at is None else max(submitted_at - due, _NOT_LATE)
