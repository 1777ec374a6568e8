"""The gradebook for a spreadsheet: CSV as RFC 4180 has it, with no cell that it would run."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING

from asynclings.batch.gradebook.book import Book
from asynclings.batch.gradebook.wording import lateness
from asynclings.printable import safe

if TYPE_CHECKING:
    import _csv

#: What a spreadsheet takes for the beginning of a formula, after NFKC made it narrow.
_FORMULA = frozenset("=+-@\t\r\n")

#: With a mark at the beginning, without which Excel reads UTF-8 as something else.
ENCODING = "utf-8-sig"

#: What is written in the long form where a learner handed in nothing.
NOTHING = "nothing handed in"

#: The columns of the long form.
LONG_FORM = (
    "id",
    "name",
    "email",
    "chapter",
    "exercise",
    "verdict",
    "points",
    "max_points",
    "earned",
    "penalty",
    "weight",
    "late",
    "due",
    "submitted_at",
    "graded_at",
    "rules_passed",
    "rules",
    "findings",
    "possible_findings",
    "origin",
)

Value = str | float | None


def write_table(book: Book, file: IO[str]) -> None:
    """Write a row a learner with a column an exercise; empty where nothing counts."""
    out = _writer(file)
    slugs = [column.slug for column in book.columns]
    out.writerow(["id", "name", "email", *slugs, "points", "max_points", "percent", "late"])
    for row in book.rows.values():
        points = [
            cell.score.points if cell and cell.score.counts else None
            for _, cell, _ in book.scores(row)
        ]
        total = book.total(row)
        late = sum(cell.score.is_late for cell in row.cells.values())
        who = (row.learner.id, row.learner.name, row.learner.email)
        numbers = (total.points, total.max_points, total.percent, late)
        out.writerow([plain(value) for value in (*who, *points, *numbers)])


def write_long_form(book: Book, file: IO[str]) -> None:
    """Write a row a learner and exercise."""
    out = _writer(file)
    out.writerow(LONG_FORM)
    for line in _lines(book):
        out.writerow([plain(value) for value in line])


def plain(value: Value) -> str | int | float:
    """Return *value* so that a spreadsheet shows it and does no more.

    Numbers stay numbers. Text that a spreadsheet would take for a formula, also one in wide
    characters or behind spaces, gets an apostrophe in front; control characters are spelt out.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        text = safe(value)
        first = unicodedata.normalize("NFKC", value).lstrip(" \u200b\ufeff")[:1]
        return f"'{text}" if first in _FORMULA and first else text
    return int(value) if value == int(value) else value


def _writer(file: IO[str]) -> _csv.Writer:
    # Quotes round every text: where the separator is a semicolon, one in a name parts nothing.
    return csv.writer(file, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)


def _lines(book: Book) -> Iterator[list[Value]]:
    for row in book.rows.values():
        learner = row.learner
        for column, cell, score in book.scores(row):
            yield [
                *(learner.id, learner.name, learner.email),
                *(column.chapter, column.slug),
                cell.verdict if cell else NOTHING,
                *(score.points, score.max_points, score.earned, score.penalty, score.weight),
                lateness(score) if cell else "",
                _moment(score.due),
                _moment(cell.submitted_at if cell else None),
                _moment(cell.graded_at if cell else None),
                *((cell.passed, cell.rules) if cell else (None, None)),
                " ".join(cell.findings if cell else ()),
                " ".join(cell.possible if cell else ()),
                cell.origin if cell else "",
            ]


def _moment(moment: datetime | None) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""
