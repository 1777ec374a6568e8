"""Reads a policy: from a TOML file to terms that need no file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

from asynclings.batch.policy import moments, problems
from asynclings.batch.policy.lines import Place, line_of
from asynclings.batch.policy.problems import Problem
from asynclings.batch.policy.rules import rules_of
from asynclings.batch.policy.score import Policy
from asynclings.batch.policy.terms import Extension, Late, Rounding, RuleTerms, Terms, Visibility
from asynclings.catalog import Catalog
from asynclings.errors import PolicyError, UnknownNameError
from asynclings.exercise import Exercise

#: More problems than this are not listed.
MOST_PROBLEMS = 12


def read_policy(path: Path | None, kit: Catalog) -> Policy:
    """Return the policy in the file *path*; without one, every rule counts, nothing is due.

    Raises:
        PolicyError: The file cannot be read, or says what cannot be.
    """
    text = _text(path) if path else ""
    try:
        data: dict[str, Any] = problems.plain(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"{path} is no TOML: {error}.") from error
    reader = _Reader(data, kit)
    wrong = problems.against_schema(data) or reader.problems()
    policy = None if wrong else reader.policy()
    wrong = wrong or reader.wrong
    if policy is None or wrong:
        raise PolicyError(_listed(path, text, wrong))
    return policy


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(f"The policy {path} cannot be read: {error}.") from error


def _listed(path: Path | None, text: str, wrong: list[Problem]) -> str:
    """Return what is *wrong*, each with its place: file, line, path of the key."""
    sentences = []
    lined = sorted(((line_of(text, place) or 0, place, what) for place, what in wrong), key=_line)
    for line, place, what in lined[:MOST_PROBLEMS]:
        where = f"{path}:{line}" if line else f"{path}"
        key = ".".join(problems.found(each).strip('"') for each in place)
        sentences.append(f"{where}: {key}: {what}" if key else f"{where}: {what}")
    if len(wrong) > MOST_PROBLEMS:
        sentences.append(f"and {len(wrong) - MOST_PROBLEMS} more.")
    return "\n".join(sentences)


def _line(problem: tuple[int, Place, str]) -> int:
    return problem[0]


class _Reader:
    """Makes terms of *data*, which the schema allows; notes what is *wrong* all the same."""

    def __init__(self, data: dict[str, Any], kit: Catalog) -> None:
        self.data = data
        self.kit = kit
        self.wrong: list[Problem] = []
        self.zone: tzinfo | None = None

    def problems(self) -> list[Problem]:
        """Return which names of the file are none of the kit's."""
        return [*self._zones(), *self._strange_names(), *self._incomplete()]

    def policy(self) -> Policy:
        """Return the policy that the file describes."""
        data = self.data
        included = self.kit.choose(data.get("include", ()))
        late, rounding = data.get("late", {}), data.get("rounding", {})
        return Policy(
            exercises={one.slug: self._terms(one) for one in included},
            late=Late(
                kind=late.get("kind", "none"),
                percent_a_day=late.get("percent_a_day", 0.0),
                grace=timedelta(minutes=late.get("grace_minutes", 0)),
                at_most_percent=late.get("at_most_percent", 100.0),
            ),
            extensions=tuple(map(self._extension, range(len(data.get("extensions", ()))))),
            rounding=Rounding(**rounding),
            timezone=data.get("timezone", "UTC"),
            asked=frozenset(one.slug for one in included if data.get("include")),
        )

    def _zones(self) -> Iterator[Problem]:
        if name := self.data.get("timezone"):
            self.zone = moments.zone_called(name)
            if self.zone is None:
                what = "time zone of this machine"
                yield problems.unknown(("timezone",), name, moments.zone_names(), what)

    def _strange_names(self) -> Iterator[Problem]:
        slugs = {one.slug: one for one in self.kit.exercises}
        chapters = [one.slug for one in self.kit.chapters]
        for name in self.data.get("chapters", ()):
            if name not in chapters:
                yield problems.unknown(("chapters", name), name, chapters, "chapter")
        for name, said in self.data.get("exercises", {}).items():
            place: Place = ("exercises", name)
            if name not in slugs:
                yield problems.unknown(place, name, slugs, "exercise")
                continue
            rules = rules_of(slugs[name])
            for rule in said.get("rules", ()):
                if rule not in rules:
                    yield problems.unknown((*place, "rules", rule), rule, rules, f"rule of {name}")
        yield from self._strange_choices(("include",), self.data.get("include", ()))
        for number, one in enumerate(self.data.get("extensions", ())):
            place = ("extensions", number, "exercises")
            yield from self._strange_choices(place, one.get("exercises", ()))

    def _strange_choices(self, place: Place, names: list[str]) -> Iterator[Problem]:
        for name in names:
            try:
                self.kit.find(name)
            except UnknownNameError as error:
                yield place, str(error)

    def _incomplete(self) -> Iterator[Problem]:
        late = self.data.get("late", {})
        by_the_day = late.get("kind") == "percent a day"
        if by_the_day and "percent_a_day" not in late:
            yield ("late",), 'percent_a_day is missing; kind = "percent a day" needs it.'
        for key in ("percent_a_day", "at_most_percent"):
            if key in late and not by_the_day:
                yield ("late", key), f'only kind = "percent a day" has it, not {late["kind"]!r}.'
        for number, one in enumerate(self.data.get("extensions", ())):
            if ("due" in one) == ("hours" in one):
                yield ("extensions", number), "say either due or hours."

    def _terms(self, exercise: Exercise) -> Terms:
        places: list[Place] = [
            ("all",),
            ("chapters", exercise.chapter.slug),
            ("exercises", exercise.slug),
        ]
        said = {key: value for place in places for key, value in self._at(place).items()}
        seen = Visibility()
        for place in places:
            seen = self._visibility((*place, "visibility"), seen)
        due = [self._moment((*place, "due"), end_of_day=True) for place in places]
        shown = [self._at((*place, "visibility")).get("points") for place in places]
        return Terms(
            points=said.get("points"),
            weight=said.get("weight", 1.0),
            bonus=said.get("bonus", False),
            only_complete=said.get("only_complete", False),
            due=next((one for one in reversed(due) if one), None),
            show_points=next((one for one in reversed(shown) if one is not None), True),
            visibility=seen,
            rules={
                rule: self._rule((*places[-1], "rules", rule), RuleTerms(points, seen))
                for rule, points in rules_of(exercise).items()
            },
        )

    def _rule(self, place: Place, default: RuleTerms) -> RuleTerms:
        return RuleTerms(
            points=self._at(place).get("points", default.points),
            visibility=self._visibility((*place, "visibility"), default.visibility),
        )

    def _visibility(self, place: Place, default: Visibility) -> Visibility:
        said = self._at(place)
        until = self._moment((*place, "hidden_until"), end_of_day=False)
        return Visibility(
            show=said.get("show", default.show),
            hidden_until=until or default.hidden_until,
            expected_values=said.get("expected_values", default.expected_values),
        )

    def _extension(self, number: int) -> Extension:
        said = self.data["extensions"][number]
        return Extension(
            learner=said["learner"].strip(),
            exercises=frozenset(one.slug for one in self.kit.choose(said.get("exercises", ()))),
            due=self._moment(("extensions", number, "due"), end_of_day=True),
            longer=timedelta(hours=said.get("hours", 0)),
        )

    def _at(self, place: Place) -> Any:
        inner: Any = self.data
        for key in place:
            inner = inner[key] if isinstance(key, int) else inner.get(key, {})
        return inner

    def _moment(self, place: Place, *, end_of_day: bool) -> datetime | None:
        """Return the instant that is said at *place*; None where none is."""
        text = self._at(place)
        if not text:
            return None
        try:
            return moments.moment(text, self.zone, end_of_day=end_of_day)
        except moments.ZonelessError:
            what = f'{text} names no time zone. Say timezone = "Europe/Berlin" at the top,'
            problem = (place, f"{what} or write {text[:10]}T23:59:00+01:00.")
        except (ValueError, OverflowError):
            problem = (place, f"found {problems.found(text)}: there is no such date.")
        if problem not in self.wrong:  # each exercise of a chapter reads the chapter's
            self.wrong.append(problem)
        return None
