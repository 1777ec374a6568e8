"""Proves that the kit keeps its promises: the graders are graded.

Every stub fails, every solution and right answer passes, every wrong answer is
rejected by the rule that it names, with the finding that it names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from asynclings import grading, warm
from asynclings.catalog import Catalog
from asynclings.exercise import Exercise
from asynclings.prove.cases import Case, cases_of, difference
from asynclings.prove.texts import problems_of
from asynclings.report import report_from_json

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
    yield from _graded(
        [case for one in chosen for case in cases_of(one, catalog.root)] * repeats,
        catalog.root,
        jobs,
        isolated=isolated,
    )


def _graded(
    cases: list[Case], root: Path, jobs: int | None, *, isolated: bool
) -> Iterator[tuple[str, str]]:
    grading.warm_up(cases[0].exercise if cases else None)

    def work(numbered: tuple[int, Case]) -> Any:
        number, case = numbered
        ways = (None, "rlimits") if isolated else (None,)
        with case.answer() as path:
            reports = [
                grading.grade(
                    [case.exercise], root=root, answers=path, seed=number + 1, isolated=way
                )
                for way in ways
            ]
        return [report.to_json() for report in reports]

    for number, written in warm.each(work, enumerate(cases), jobs=jobs):
        case = cases[number]
        results = [report_from_json(one).exercises[0] for one in written]
        yield case.name, case.problem(results[0]) or difference(results[0], results[-1])
