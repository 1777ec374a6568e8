"""Reads the places that somebody named: folders, archives, exports of a platform, files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from asynclings.batch.intake.attempts import newest
from asynclings.batch.intake.entry import shown, suffix_of
from asynclings.batch.intake.gathering import Gathering
from asynclings.batch.intake.layouts import Claim
from asynclings.batch.intake.layouts import places as places_in
from asynclings.batch.intake.limits import Limits
from asynclings.batch.intake.names import Names, only
from asynclings.batch.intake.platforms import Owner
from asynclings.batch.intake.spool import Spool
from asynclings.batch.records import Intake, Learner, Passed, Submission
from asynclings.catalog import Catalog, Exercise
from asynclings.errors import AsynclingsError

Key = tuple[str, str]  # layout, id: a number of Moodle is nobody's number in Canvas


def read(
    places: Sequence[Path],
    kit: Catalog,
    exercises: Sequence[Exercise] | None = None,
    limits: Limits | None = None,
) -> Intake:
    """Return all that a class handed in.

    Whatever is wrong with one learner's files ends with them: it becomes the problem of a
    submission, or a file that was ignored. No byte of an answer stays in memory.

    Args:
        places: Folders, archives, files: each the class's, or one learner's.
        kit: Whose exercises were answered.
        exercises: Those that are asked for; all without them.
        limits: How much is read; for tests.

    Raises:
        AsynclingsError: One of *places* is not there.
    """
    desk = _Desk(Names(kit), only(kit, exercises))
    spool, limits = Spool(), limits or Limits()
    layouts: list[str] = []
    for path in places:
        gathering = _gathered(path, limits, spool)
        layouts += desk.take(gathering, path, is_one_of_many=len(places) > 1)
    learners, submissions = desk.sorted(kit)
    return Intake(learners, submissions, tuple(desk.ignored), ", ".join(dict.fromkeys(layouts)))


def _gathered(path: Path, limits: Limits, spool: Spool) -> Gathering:
    gathering, label = Gathering(limits, spool), shown(path.as_posix())
    if path.is_dir():
        gathering.folder(str(path), label)
    elif path.exists():
        gathering.file(str(path), label)
    else:
        raise AsynclingsError(f"There is no {path}. Name a folder, an archive or a file.")
    return gathering


class _Desk:
    """Where the files of all places come together."""

    def __init__(self, names: Names, wanted: frozenset[str]) -> None:
        self.ignored: list[Passed] = []
        self._names, self._wanted = names, wanted
        self._learners: dict[Key, Learner] = {}
        self._claims: dict[Key, dict[str, Claim]] = {}
        self._further: dict[tuple[Key, str], list[Claim]] = {}  # few have any

    def take(self, gathering: Gathering, path: Path, *, is_one_of_many: bool) -> list[str]:
        """Take what was found at *path*; return in which layouts it was."""
        layouts = []
        name = _name(path, self._names)
        for place in places_in(gathering, name, self._names, is_one_of_many=is_one_of_many):
            layouts.append(place.layout)
            for owner in place.owners():
                self._enrol(owner)
            self._sort(place.claims())
        self.ignored += gathering.ignored
        return layouts

    def _sort(self, claims: Iterable[Claim | Passed]) -> None:
        unasked: Counter[Key] = Counter()
        for one in claims:
            if isinstance(one, Passed):
                self.ignored.append(one)
                continue
            exercise, _, why = self._names.match(one.name)
            key = self._enrol(one.owner)
            if not exercise:
                self.ignored.append(Passed(one.origin, why))
            elif exercise.slug not in self._wanted:
                unasked[key] += 1
            elif self._claims[key].setdefault(exercise.slug, one) is not one:
                self._further.setdefault((key, exercise.slug), []).append(one)
        for key, count in unasked.items():
            what = "1 answer" if count == 1 else f"{count} answers"
            why = f"{what} to exercises that were not asked for."
            self.ignored.append(Passed(self._learners[key].id, why))

    def sorted(self, kit: Catalog) -> tuple[tuple[Learner, ...], tuple[Submission, ...]]:
        """Return everybody, then what of each is graded; what is older is passed over."""
        known = self._unique()
        submissions = []
        for key, learner in known.items():
            claims = self._claims.pop(key)
            for exercise in kit.exercises:
                if first := claims.pop(exercise.slug, None):
                    others = self._further.pop((key, exercise.slug), [])
                    one = self._newest([first, *others], exercise)
                    submissions.append(_submission(one, learner, exercise.slug))
        return tuple(known.values()), tuple(submissions)

    def _newest(self, claims: list[Claim], exercise: Exercise) -> Claim:
        best, others = newest(claims, self._names, exercise)
        for other, why in others:
            fate = f"It is {why} at {exercise.slug}; {best.origin} was taken."
            self.ignored.append(Passed(other.origin, fate))
        return best

    def _enrol(self, owner: Owner) -> Key:
        key = (owner.layout, owner.learner.id)
        known = self._learners.setdefault(key, owner.learner)
        self._claims.setdefault(key, {})
        if not (known.name and known.email) and known != owner.learner:
            name, email = known.name or owner.learner.name, known.email or owner.learner.email
            self._learners[key] = replace(known, name=name, email=email)
        return key

    def _unique(self) -> dict[Key, Learner]:
        """Return all learners in a stable order, each with an id of its own."""
        known: dict[Key, Learner] = {}
        taken: set[str] = set()
        for key in sorted(self._learners, key=lambda key: (_natural(key[1]), key)):
            name, count = key[1], 1
            while name in taken:
                count += 1
                name = f"{key[1]}~{count}"
            taken.add(name)
            known[key] = replace(self._learners[key], id=name)
        return known


def _submission(claim: Claim, learner: Learner, slug: str) -> Submission:
    late, at = claim.owner.late, claim.submitted_at
    return Submission(learner, slug, claim.source, claim.origin, at, claim.problem, late)


def _name(path: Path, names: Names) -> str:
    """Return whose the place at *path* is, if it is one learner's."""
    path = path.resolve()
    if path.is_file() and not suffix_of(path.name):
        path = path.parent
    while names.is_of_the_kit(path.name) and path.parent != path:
        path = path.parent
    return shown(path.name[: len(path.name) - len(suffix_of(path.name))]) or "learner"


def _natural(text: str) -> tuple[int, int, str]:
    """Return what sorts numbers by their size, before words."""
    is_number = text.isdecimal() and len(text) < 40
    return (0, int(text), "") if is_number else (1, 0, text.casefold())
