"""The whole class in a table: a row a learner, a column an exercise."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from asynclings.batch.gradebook.cells import Cell
from asynclings.batch.policy import Policy, Score, Total
from asynclings.batch.records import Learner
from asynclings.catalog import Catalog
from asynclings.exercise import Exercise
from asynclings.findings import catalogue
from asynclings.report import Verdict

#: How an exercise stands with a learner; ``None``: nothing was handed in.
Standing = Verdict | None


@dataclass(frozen=True, slots=True)
class Column:
    """One exercise, with what the pages say of it."""

    slug: str
    number: str
    title: str
    chapter: str
    exercise: Exercise


@dataclass(frozen=True, slots=True)
class Row:
    """One learner.

    Attributes:
        learner: Who.
        page: Name of the file with the feedback, in ``learners/``.
        cells: By slug; an exercise for which nothing was handed in has none.
    """

    learner: Learner
    page: str
    cells: dict[str, Cell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Misconception:
    """What many of a class may believe.

    Attributes:
        id: Of the catalogue.
        belief: What whoever has it thinks; empty where the catalogue does not know it.
        fact: What is true instead.
        next_step: What to do about it.
        learners: How many have it.
        possible: How many more have it or another one.
        exercises: In how many answers to each exercise it showed, proven or possible.
    """

    id: str
    belief: str
    fact: str
    next_step: str
    learners: int
    possible: int
    exercises: Mapping[str, int]


class Book:
    """Fills up while the results of a class go by; never holds a report."""

    def __init__(self, kit: Catalog, policy: Policy) -> None:
        self.policy = policy
        self.columns = tuple(
            Column(one.slug, one.number, one.title.rstrip("."), one.chapter.slug, one)
            for one in kit.exercises
            if one.slug in policy.exercises
        )
        self.rows: dict[str, Row] = {}

    def add(self, learner: Learner, page: str) -> None:
        """Add a row for *learner*, whose page is called *page*; once, whatever is known of them."""
        known = self.rows.get(learner.id)
        if known is None:
            self.rows[learner.id] = Row(learner, page)
        elif not known.learner.name and learner.name:
            self.rows[learner.id] = dataclasses.replace(known, learner=learner)

    def enter(self, learner: Learner, slug: str, cell: Cell) -> bool:
        """Enter the *cell*; tell whether it counts: of two answers only the newer one does."""
        cells = self.rows[learner.id].cells
        known = cells.get(slug)
        if known is not None and not cell.is_newer_than(known):
            return False
        cells[slug] = cell
        return True

    def leave_out_unanswered(self) -> None:
        """Leave out the exercises that nobody has answered, unless they were asked for by name."""
        answered = {slug for row in self.rows.values() for slug in row.cells}
        known = answered | self.policy.asked
        self.columns = tuple(one for one in self.columns if one.slug in known) or self.columns

    def scores(self, row: Row) -> Iterator[tuple[Column, Cell | None, Score]]:
        """Yield every exercise with what *row* has for it."""
        for column in self.columns:
            cell = row.cells.get(column.slug)
            if cell:
                yield column, cell, cell.score
            else:
                yield column, None, self.policy.missing(row.learner, column.slug)

    def total(self, row: Row) -> Total:
        """Return what all answers of *row* are worth together."""
        return self.policy.total(score for _, _, score in self.scores(row))

    def standings(self, slug: str) -> Counter[Standing]:
        """Return how many learners stand how with the exercise *slug*."""
        cells = (row.cells.get(slug) for row in self.rows.values())
        return Counter(cell.verdict if cell else None for cell in cells)

    def average(self, slug: str) -> float:
        """Return the percentage that the answers to *slug* reach on average, of those judged."""
        cells = [row.cells[slug] for row in self.rows.values() if slug in row.cells]
        shares = [
            cell.score.points / cell.score.max_points
            for cell in cells
            if cell.score.counts and cell.score.max_points
        ]
        return 100 * sum(shares) / len(shares) if shares else 0.0

    def misconceptions(self) -> list[Misconception]:
        """Return what the class was found to believe, the most frequent first."""
        proven: Counter[str] = Counter()
        possible: Counter[str] = Counter()
        where: dict[str, Counter[str]] = {}
        for row in self.rows.values():
            sure = {id_ for cell in row.cells.values() for id_ in cell.findings}
            maybe = {id_ for cell in row.cells.values() for id_ in cell.possible} - sure
            proven.update(sure)
            possible.update(maybe)
            for slug, cell in row.cells.items():
                for id_ in (*cell.findings, *cell.possible):
                    where.setdefault(id_, Counter())[slug] += 1
        ranked = sorted(where, key=lambda id_: (-proven[id_], -possible[id_], id_))
        return [_known(id_, proven[id_], possible[id_], where[id_]) for id_ in ranked]

    @property
    def answers(self) -> int:
        """How many answers there are."""
        return sum(len(row.cells) for row in self.rows.values())

    def count(self, cells: Iterable[Cell] | None = None, *, late: bool = False) -> int:
        """Return how many *cells* are late, or are not judged because the kit failed."""
        every = cells or (cell for row in self.rows.values() for cell in row.cells.values())
        return sum(cell.score.is_late if late else not cell.score.counts for cell in every)


def _known(id_: str, learners: int, possible: int, where: Counter[str]) -> Misconception:
    texts = catalogue().get(id_, {})
    belief, fact, step = (texts.get(key, "") for key in ("belief", "fact", "next_step"))
    return Misconception(id_, belief, fact, step, learners, possible, where)
