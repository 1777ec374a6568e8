"""Writes a gradebook: every file of it, in one pass over the results."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from asynclings.batch.gradebook import exchange, spreadsheets
from asynclings.batch.gradebook.book import Book
from asynclings.batch.gradebook.cells import cell_of, result_of
from asynclings.batch.gradebook.feedback import Feedback
from asynclings.batch.gradebook.overview import overview
from asynclings.batch.gradebook.page_names import PageNames
from asynclings.batch.gradebook.spool import Spool, spool
from asynclings.batch.policy import Policy
from asynclings.batch.policy.moments import zone_called
from asynclings.batch.records import Graded, Learner
from asynclings.catalog import Catalog
from asynclings.errors import AsynclingsError
from asynclings.files import replacing


def write(
    out: Path,
    results: Callable[[], Iterable[Graded]],
    learners: Iterable[Learner],
    kit: Catalog,
    policy: Policy,
    *,
    now: datetime | None = None,
) -> Path:
    """Write the gradebook of a class into the folder *out*, return its page.

    Args:
        out: Holds ``gradebook.html``, ``.json``, ``.csv``, ``results.csv`` and ``learners/``.
        results: Gives every result, in any order; no two reports are held at a time.
        learners: Everybody, also those who handed in nothing.
        kit: What there is to be graded.
        policy: What it is worth, and what learners see of it.
        now: Decides what is hidden still; the present when None.

    Raises:
        AsynclingsError: A file cannot be written.
    """
    names = PageNames(out)
    try:
        names.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AsynclingsError(f"Cannot make the folder {names.folder}: {error}.") from error
    names.keep_key()
    zone = zone_called(policy.timezone) or UTC
    feedback = Feedback(policy, now or datetime.now(UTC), zone)
    book = Book(kit, policy)
    for learner in learners:
        book.add(learner, names.of(learner.id))
    with spool(out) as parts:
        _enter(results(), book, feedback, names, parts)
        book.leave_out_unanswered()
        _write_pages(book, feedback, names, parts)
    return _write_class(out, book)


def _enter(
    results: Iterable[Graded], book: Book, feedback: Feedback, names: PageNames, parts: Spool
) -> None:
    """Enter all *results* in the *book*, and keep what the learners' pages say of each."""
    places = {column.slug: place for place, column in enumerate(book.columns)}
    for graded in results:
        result, learner = result_of(graded), graded.learner
        place = places.get(graded.exercise)
        book.add(learner, names.of(learner.id))
        if result is None or place is None:
            continue  # the policy leaves this exercise out
        seen = feedback.seen(result)
        cell = cell_of(graded, book.policy, seen.verdict)
        if book.enter(learner, graded.exercise, cell):
            parts.put(learner.id, place, feedback.part(book.columns[place], cell, seen))


def _write_pages(book: Book, feedback: Feedback, names: PageNames, parts: Spool) -> None:
    """Write the page of each learner, remove those of learners who are gone."""
    for row in book.rows.values():
        text = feedback.page(book, row, parts.take(row.learner.id))
        with replacing(names.folder / row.page) as file:
            file.write(names.signed(text))
    names.remove_stale({row.page for row in book.rows.values()})


def _write_class(out: Path, book: Book) -> Path:
    misconceptions = book.misconceptions()
    with replacing(out / "gradebook.csv", encoding=spreadsheets.ENCODING) as file:
        spreadsheets.write_table(book, file)
    with replacing(out / "results.csv", encoding=spreadsheets.ENCODING) as file:
        spreadsheets.write_long_form(book, file)
    with replacing(out / "gradebook.json") as file:
        exchange.write_json(book, misconceptions, file)
    page = out / "gradebook.html"
    with replacing(page) as file:
        file.write(overview(book, misconceptions))
    return page
