"""What a policy says: of an exercise, of a rule, of lateness."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Literal

from asynclings.batch.records import Learner

#: What learners see of a rule: all of it; its words and its verdict; nothing.
Show = Literal["all", "names", "nothing"]

_MODES = {"nearest": ROUND_HALF_UP, "down": ROUND_FLOOR, "up": ROUND_CEILING}


@dataclass(frozen=True, slots=True)
class Visibility:
    """What learners may see of a rule.

    Attributes:
        show: How much, once it is not hidden any more.
        hidden_until: Nothing is shown before; None for from the start.
        expected_values: Whether what was expected is shown: values, timeline, details.
    """

    show: Show = "all"
    hidden_until: datetime | None = None
    expected_values: bool = True

    def at(self, now: datetime) -> Show:
        """Return how much is shown at *now*."""
        return "nothing" if self.hidden_until and now < self.hidden_until else self.show


@dataclass(frozen=True, slots=True)
class RuleTerms:
    """What one rule is worth, and who may see it."""

    points: float = 1.0
    visibility: Visibility = Visibility()


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for one exercise.

    Attributes:
        points: What it is worth; None for as much as its rules are worth together.
        weight: By what its points count in the total.
        bonus: Whether it adds to the points, but not to those that can be had.
        only_complete: Whether there are points only when every rule holds.
        due: When it is to be handed in; None for never.
        show_points: Whether learners see points.
        visibility: Of a rule that *rules* does not know.
        rules: Each rule by its id.
    """

    points: float | None = None
    weight: float = 1.0
    bonus: bool = False
    only_complete: bool = False
    due: datetime | None = None
    show_points: bool = True
    visibility: Visibility = Visibility()
    rules: Mapping[str, RuleTerms] = field(default_factory=dict)

    @property
    def max_points(self) -> float:
        """Points to be had."""
        if self.points is not None:
            return self.points
        return math.fsum(rule.points for rule in self.rules.values())

    def rule(self, id_: str, points: float = 1.0) -> RuleTerms:
        """Return what holds for the rule *id_*, which has *points* where nothing else is said."""
        return self.rules.get(id_) or RuleTerms(points, self.visibility)


@dataclass(frozen=True, slots=True)
class Late:
    """What it costs to be late.

    Attributes:
        kind: ``none``: it is noted, no more. ``cut-off``: everything. ``percent a day``.
        percent_a_day: Of the points earned, for every day begun.
        grace: Whoever is late by no more than this is on time.
        at_most_percent: No more than this is taken, however late it is.
    """

    kind: Literal["none", "cut-off", "percent a day"] = "none"
    percent_a_day: float = 0.0
    grace: timedelta = timedelta(0)
    at_most_percent: float = 100.0

    def share(self, late_by: timedelta) -> float:
        """Return which share of the points earned is lost to being late by *late_by*."""
        if late_by <= self.grace or self.kind == "none":
            return 0.0
        if self.kind == "cut-off":
            return 1.0
        days = math.ceil(late_by / timedelta(days=1))
        return min(days * self.percent_a_day, self.at_most_percent) / 100


@dataclass(frozen=True, slots=True)
class Extension:
    """More time for one learner.

    Attributes:
        learner: Id or e-mail address.
        exercises: Slugs.
        due: A later date; None where *longer* is said.
        longer: By how much later than everybody else.
    """

    learner: str
    exercises: frozenset[str]
    due: datetime | None = None
    longer: timedelta = timedelta(0)

    def is_for(self, learner: Learner) -> bool:
        """Tell whether it is *learner* who has more time."""
        names = {learner.id.casefold(), learner.email.casefold()} - {""}
        return self.learner.casefold() in names

    def prolong(self, due: datetime) -> datetime:
        """Return the later date; never one that is earlier than *due*."""
        return max(due + self.longer, self.due or due)


@dataclass(frozen=True, slots=True)
class Rounding:
    """To what points are rounded.

    Attributes:
        step: ``0.01``, ``0.5``, ``1``.
        mode: ``nearest`` (a half goes up), ``down``, ``up``.
    """

    step: float = 0.01
    mode: Literal["nearest", "down", "up"] = "nearest"

    def __call__(self, points: float) -> float:
        """Return *points*, rounded; what floating point added to them does not count."""
        step = Decimal(repr(self.step))
        steps = Decimal(repr(round(points, 9))) / step
        return float(steps.quantize(Decimal(1), _MODES[self.mode]) * step)
