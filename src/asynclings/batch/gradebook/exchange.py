"""The gradebook for programs: JSON as gradebook.schema.json has it, a line a learner."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import IO, Any

from asynclings import __version__
from asynclings.batch.gradebook.book import Book, Column, Misconception, Row
from asynclings.batch.gradebook.cells import Cell
from asynclings.batch.gradebook.spreadsheets import NOTHING
from asynclings.batch.gradebook.wording import lateness
from asynclings.batch.policy import policy_sha256

#: Raised whenever a field changes its meaning or goes; new optional fields do not raise it.
SCHEMA_VERSION = 1


def write_json(book: Book, misconceptions: Iterable[Misconception], file: IO[str]) -> None:
    """Write the *book*, with the *misconceptions* in it, piece by piece."""
    head = {
        "schema_version": SCHEMA_VERSION,
        "kit": __version__,
        "policy_sha256": policy_sha256(book.policy),
    }
    file.write(f"{json.dumps(head)[:-1]},\n")
    parts = {
        "exercises": (_exercise(book, column) for column in book.columns),
        "misconceptions": map(_misconception, misconceptions),
        "learners": (_learner(book, row) for row in book.rows.values()),
    }
    for number, (name, items) in enumerate(parts.items()):
        file.write(f'{"," if number else ""}"{name}": [')
        file.writelines(_items(items))
        file.write("\n]")
    file.write("}\n")


def _items(items: Iterable[dict[str, Any]]) -> Iterator[str]:
    for number, item in enumerate(items):
        yield f"{',' if number else ''}\n{json.dumps(item)}"


def _exercise(book: Book, column: Column) -> dict[str, Any]:
    terms = book.policy.terms(column.slug)
    standings = book.standings(column.slug)
    return {
        "exercise": column.slug,
        "number": column.number,
        "chapter": column.chapter,
        "title": column.title,
        "max_points": terms.max_points,
        "weight": terms.weight,
        "bonus": terms.bonus,
        "due": _moment(terms.due),
        "average_percent": round(book.average(column.slug), 2),
        "standings": {verdict or NOTHING: count for verdict, count in standings.items()},
    }


def _misconception(one: Misconception) -> dict[str, Any]:
    return {
        "id": one.id,
        "fact": one.fact,
        "learners": one.learners,
        "possible": one.possible,
        "exercises": dict(one.exercises),
    }


def _learner(book: Book, row: Row) -> dict[str, Any]:
    total = book.total(row)
    return {
        "id": row.learner.id,
        "name": row.learner.name,
        "email": row.learner.email,
        "page": f"learners/{row.page}",
        "points": total.points,
        "max_points": total.max_points,
        "percent": total.percent,
        "results": [_result(column, cell) for column, cell, _ in book.scores(row) if cell],
    }


def _result(column: Column, cell: Cell) -> dict[str, Any]:
    score = cell.score
    return {
        "exercise": column.slug,
        "verdict": cell.verdict,
        "points": score.points,
        "max_points": score.max_points,
        "earned": score.earned,
        "penalty": score.penalty,
        "counts": score.counts,
        "late": lateness(score),
        "due": _moment(score.due),
        "submitted_at": _moment(cell.submitted_at),
        "graded_at": _moment(cell.graded_at),
        "rules_passed": cell.passed,
        "rules": cell.rules,
        "findings": list(cell.findings),
        "possible": list(cell.possible),
        "origin": cell.origin,
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else None
