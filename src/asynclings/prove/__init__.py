"""Proves that the kit keeps its promises: the graders are graded.

Every stub fails, every solution and right answer passes, every wrong answer is
rejected by the rule that it names, with the finding that it names.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asynclings import grading, warm
from asynclings.catalog import Catalog
from asynclings.exercise import Exercise
from asynclings.prove.cases import Case, cases_of, difference
from asynclings.prove.texts import problems_of
from asynclings.report import report_from_json

if TYPE_CHECKING:
    from asynclings.plugin.series import Grade

__all__ = ["prove"]


def prove(
    catalog: Catalog,
    exercises: Iterable[Exercise],
    *,
    repeats: int = 1,
    jobs: int | None = None,
    isolated: bool = False,
) -> Iterator[tuple[str, str]]:
    """Yield what was proved of each of *exercises*, one row a file.

    Args:
        catalog: The kit.
        exercises: Which of its exercises.
        repeats: How often each answer is graded, each time with another seed.
        jobs: How many answers are graded at once.
        isolated: Whether each is also graded in a room of its own, with the same outcome.

    Yields:
        The file, relative to the kit, with the problem; an empty one when all is well.
    """
    chosen = list(exercises)
    for problem in catalog.problems():
        yield "", problem
    for exercise in chosen:
        for path, problem in problems_of(exercise, catalog.root):
            yield path, problem
    yield from _graded(list(_pieces(catalog, chosen, repeats)), jobs, isolated=isolated)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one process grades, having read the grader once.

    Attributes:
        root: The kit's folder.
        exercise: Whose answers they are.
        cases: The answers, each with the seed of its latency tables.
    """

    root: Path
    exercise: Exercise
    cases: tuple[tuple[int, Case], ...]


def _pieces(catalog: Catalog, chosen: Iterable[Exercise], repeats: int) -> Iterator[_Piece]:
    """Yield each exercise's cases, as often as they are repeated."""
    cases = [(one, list(cases_of(one, catalog.root))) for one in chosen]
    seeds = itertools.count(1)
    for _ in range(repeats):
        for exercise, its in cases:
            yield _Piece(catalog.root, exercise, tuple((next(seeds), case) for case in its))


def _graded(pieces: list[_Piece], jobs: int | None, *, isolated: bool) -> Iterator[tuple[str, str]]:
    grading.warm_up(pieces[0].exercise if pieces else None)
    ways = (None, "rlimits") if isolated else (None,)

    def work(piece: _Piece) -> Any:
        return [_reports(piece, way) for way in ways]

    for number, written in warm.each(work, pieces, jobs=jobs):
        for (_, case), *reports in zip(pieces[number].cases, *written, strict=True):
            results = [report_from_json(one).exercises[0] for one in reports]
            yield case.name, case.problem(results[0]) or difference(results[0], results[-1])


def _reports(piece: _Piece, isolated: str | None) -> list[dict[str, Any]]:
    """Return the report on each case of *piece*."""
    done: list[dict[str, Any]] = []

    def serve(grade: Grade) -> None:
        for seed, case in piece.cases:
            with case.answer() as path:
                done.append(grade(case.exercise.slug, path, seed).to_json())

    grading.serve([piece.exercise], serve, root=piece.root, isolated=isolated)
    return done
