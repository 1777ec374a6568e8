"""Which exercises there are: the tree itself is the manifest, there is no registry.

    graders/02_boats/test_01_set_sail.py     makes an exercise: what can be graded exists
    exercises/02_boats/01_set_sail.py        its stub
    exercises/02_boats/01_set_sail.hints.md  its hints
    solutions/02_boats/01_set_sail.py        its solution

Numbers give the order, the slug (`set_sail`) is the identity. A file that is not called like
this is somebody's own: a learner may keep notes, copies or a `random.py` beside the stubs.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from asynclings.errors import AsynclingsError, GraderError, UnknownNameError
from asynclings.exercise import Chapter, Exercise

__all__ = ["Catalog", "Chapter", "Exercise", "find_root", "load", "slugs"]

#: Names the kit's root, where it is neither the package's checkout nor a parent folder.
ROOT = "ASYNCLINGS_ROOT"

_NUMBERED = re.compile(r"(?P<number>\d\d)_(?P<slug>[a-z][a-z0-9_]*)")


@dataclass(frozen=True)
class Catalog:
    """All exercises of a kit, in its order."""

    root: Path
    exercises: tuple[Exercise, ...]

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """All chapters, in the order of the kit."""
        return tuple(dict.fromkeys(exercise.chapter for exercise in self.exercises))

    def find(self, name: str) -> list[Exercise]:
        """Return the exercises that *name* stands for.

        Args:
            name: A slug, a chapter, a number (``2.1``, ``2``), or a path of any of their files.

        Raises:
            UnknownNameError: Nothing is called so.
        """
        wanted = name.strip().rstrip("/\\").lower().replace("-", "_")
        found = [exercise for exercise in self.exercises if wanted in exercise.names]
        found = found or self._at(Path(name))
        if not found:
            raise UnknownNameError(name, self._nearest(wanted))
        return found

    def choose(self, names: Iterable[str]) -> list[Exercise]:
        """Return the exercises that any of *names* stands for; all of them without names."""
        found = {exercise.slug for name in names for exercise in self.find(name)}
        return [exercise for exercise in self.exercises if not found or exercise.slug in found]

    def after(self, slug: str) -> Exercise | None:
        """Return the exercise that follows the one called *slug*, unless that is the last."""
        rest = iter(self.exercises)
        return next(rest, None) if any(exercise.slug == slug for exercise in rest) else None

    def problems(self) -> list[str]:
        """Return what is missing, odd or left over in the trees, one sentence each."""
        return [*self._missing(), *self._left_over()]

    def _missing(self) -> Iterator[str]:
        for exercise in self.exercises:
            for path in (exercise.stub, exercise.solution, exercise.hints):
                if not path.is_file():
                    yield f"{self._show(path)} is missing: {self._show(exercise.grader)} needs it."
        for chapter in self.chapters:
            if not (chapter.path / "README.md").is_file():
                yield f"{self._show(chapter.path)}/README.md is missing: each chapter has a page."

    def _left_over(self) -> Iterator[str]:
        known = {exercise.stem for exercise in self.exercises}
        for path in sorted(self.root.glob("graders/*/test_*.py")):
            if not _exercise(self.root, path):
                yield f"{self._show(path)} is no grader: its path must be like 01_a/test_02_b.py."
        for path in self._numbered_answers():
            grader = f"graders/{path.parent.name}/test_{path.name}"
            if Path(path.parent.name, path.stem) not in known:
                yield f"{self._show(path)} has no grader: {grader} is missing."

    def _numbered_answers(self) -> Iterator[Path]:
        for tree in ("exercises", "solutions"):
            yield from sorted((self.root / tree).glob("*/[0-9]*.py"))

    def _at(self, path: Path) -> list[Exercise]:
        """Return the exercises whose files *path* is, or contains."""
        try:
            places = [(base / path).resolve() for base in (Path.cwd(), self.root)]
        except (OSError, ValueError, RuntimeError):  # no path can be called so
            return []
        return [
            exercise
            for exercise in self.exercises
            if any(at == file or at in file.parents for file in exercise.files for at in places)
        ]

    def _nearest(self, wanted: str) -> list[str]:
        """Return up to three names that look like *wanted*."""
        names = [exercise.slug for exercise in self.exercises]
        names += [chapter.slug for chapter in self.chapters]
        last = re.sub(r"^(test_)?\d+_|\.[a-z.]+$", "", re.split(r"[/\\]", wanted)[-1])
        return difflib.get_close_matches(last, names, n=3)

    def _show(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


def load(root: Path | None = None) -> Catalog:
    """Return the catalog of the kit at *root*; of the kit that is found without it.

    Raises:
        AsynclingsError: There is no kit, or it has no exercises.
        GraderError: Two exercises have the same name or number.
    """
    root = (root or find_root()).resolve()
    graders = sorted(root.glob("graders/*/test_*.py"))
    found = (_exercise(root, grader) for grader in graders)
    exercises = tuple(exercise for exercise in found if exercise)
    if not exercises:
        raise AsynclingsError(
            f"{root} has no exercises: no file is like graders/01_a/test_02_b.py."
        )
    _refuse_doubles(exercises)
    return Catalog(root, exercises)


def slugs(root: Path) -> list[str]:
    """Return the slugs of all exercises, in order; errors are left to `load`."""
    graders = sorted(root.glob("graders/*/test_*.py"))
    found = (_exercise(root, grader) for grader in graders)
    return list(dict.fromkeys(exercise.slug for exercise in found if exercise))


def find_root() -> Path:
    """Return the root of the kit: what the environment names, the checkout, or a parent folder.

    Raises:
        AsynclingsError: There is no kit.
    """
    if named := os.environ.get(ROOT):
        return Path(named)
    checkout = Path(__file__).resolve().parents[2]
    here = Path.cwd()
    for root in (checkout, here, *here.parents):
        if (root / "graders").is_dir() and (root / "exercises").is_dir():
            return root
    raise AsynclingsError(
        f"No exercises were found: neither {here} nor a folder above it has exercises/ and\n"
        f"graders/. Change to the folder of the kit, or name it in {ROOT}."
    )


def _exercise(root: Path, grader: Path) -> Exercise | None:
    """Return the exercise that *grader* grades, unless it is not called like a grader."""
    folder, stem = grader.parent.name, grader.stem.removeprefix("test_")
    place, own = _NUMBERED.fullmatch(folder), _NUMBERED.fullmatch(stem)
    if not place or not own:
        return None
    stubs = root / "exercises" / folder
    return Exercise(
        slug=own["slug"],
        order=(int(place["number"]), int(own["number"])),
        chapter=Chapter(place["slug"], int(place["number"]), stubs),
        stub=stubs / f"{stem}.py",
        solution=root / "solutions" / folder / f"{stem}.py",
        grader=grader,
        hints=stubs / f"{stem}.hints.md",
    )


def _refuse_doubles(exercises: tuple[Exercise, ...]) -> None:
    """Raise `GraderError` where one name stands for two things."""
    seen: dict[str, Path] = {}
    for exercise in exercises:
        folder, grader = exercise.grader.parent, exercise.grader
        chapter = exercise.chapter
        for name, owner in (
            (chapter.slug, folder),
            (f"{chapter.number}", folder),
            (exercise.slug, grader),
            (exercise.number, grader),
        ):
            first = seen.setdefault(name, owner)
            if first != owner:
                raise GraderError(
                    f"{name!r} names both {first} and {owner}.\n"
                    "Rename the newer one: a slug or number is never used twice."
                )
