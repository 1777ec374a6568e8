"""The page for the teacher: the whole class in one table, with what it has in common."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from asynclings.batch.gradebook.book import Book, Misconception, Row, Standing
from asynclings.html import BADGES, embedded_json, environment, render
from asynclings.printable import safe
from asynclings.report import VERDICTS

#: What the script reads in a cell besides verdict and points.
_LATE, _NOT_JUDGED = 1, 2

#: The columns of the heat map by exercise; None: nothing was handed in.
_STANDINGS: tuple[Standing, ...] = (*VERDICTS, None)


@dataclass(frozen=True, slots=True)
class Warmth:
    """One cell of a heat map.

    Attributes:
        count: How many.
        step: How dark, from 0 for none to 4.
        exercise: Number of the column that the cell stands for.
        value: Number of the verdict or the misconception.
    """

    count: int
    step: int
    exercise: int
    value: int


def overview(book: Book, misconceptions: Sequence[Misconception]) -> str:
    """Return the page about the class in *book*, which has *misconceptions*."""
    pages = environment(__package__)
    files = resources.files(__package__)
    rows = list(book.rows.values())
    totals = [book.total(row).percent for row in rows if row.cells]
    return render(
        pages.get_template("gradebook.html"),
        styles=[(files / "gradebook.css").read_text("utf-8")],
        scripts=[(files / "gradebook.js").read_text("utf-8")],
        book=book,
        data=embedded_json(_data(book, misconceptions)),
        class_size=len(rows),
        handed_in=len(totals),
        average=sum(totals) / len(totals) if totals else 0.0,
        late=book.count(late=True),
        not_judged=book.count(),
        strangers=[safe(one) for one in book.policy.strangers(row.learner for row in rows)],
        standings=[(column, _warm_row(book, place)) for place, column in enumerate(book.columns)],
        misconceptions=[
            (one, _warm_places(book, one, number)) for number, one in enumerate(misconceptions)
        ],
    )


def _data(book: Book, misconceptions: Sequence[Misconception]) -> dict[str, Any]:
    """Return what the script of the page needs, short: a class has many answers."""
    numbers = {one.id: number for number, one in enumerate(misconceptions)}
    return {
        "badges": [[badge.sign, badge.word, badge.css] for badge in BADGES.values()],
        "exercises": [[column.number, column.slug, safe(column.title)] for column in book.columns],
        "findings": list(numbers),
        "rows": [_row(book, row, numbers) for row in book.rows.values()],
    }


def _row(book: Book, row: Row, findings: dict[str, int]) -> list[Any]:
    cells: list[Any] = []
    for _, cell, score in book.scores(row):
        if cell is None:
            cells.append(0)
            continue
        flags = _LATE * score.is_late + _NOT_JUDGED * (not score.counts)
        ids = [findings[id_] for id_ in (*cell.findings, *cell.possible)]
        cells.append([VERDICTS.index(cell.verdict), _short(score.points), flags, *ids])
    total = book.total(row)
    learner = row.learner
    who = [safe(text) for text in (learner.name, learner.id, learner.email)]
    late = sum(cell.score.is_late for cell in row.cells.values())
    numbers = [_short(total.points), _short(total.max_points), _short(total.percent), late]
    return [*who, row.page, *numbers, cells]


def _warm_row(book: Book, place: int) -> list[Warmth]:
    """Return how the class stands with the exercise at *place*."""
    counts = book.standings(book.columns[place].slug)
    most = len(book.rows)
    return [
        Warmth(counts[standing], _step(counts[standing], most), place, number)
        for number, standing in enumerate(_STANDINGS)
    ]


def _warm_places(book: Book, one: Misconception, number: int) -> list[Warmth]:
    """Return where in the kit the class shows the misconception *one*."""
    counts = [one.exercises.get(column.slug, 0) for column in book.columns]
    most = len(book.rows)
    return [
        Warmth(count, _step(count, most / 4), place, number) for place, count in enumerate(counts)
    ]


def _step(count: int, darkest: float) -> int:
    """Return how dark *count* is, of 4, where so many are as dark as it gets."""
    return min(4, math.ceil(4 * count / darkest)) if darkest else 0


def _short(number: float) -> int | float:
    return int(number) if number == int(number) else round(number, 4)
