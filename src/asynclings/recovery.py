"""Progress rebuilt by grading, where there is none that can be read."""

from __future__ import annotations

import sys
from typing import Any

from asynclings import warm
from asynclings.catalog import Catalog
from asynclings.errors import AsynclingsError
from asynclings.progress import Book, Entry
from asynclings.report import report_from_json
from asynclings.shipped import is_untouched


def progress_of(kit: Catalog) -> dict[str, Entry]:
    """Return how far the learner is; what was edited is graded where nothing is known of it.

    What prevents that progress is read or kept is said on standard error.
    """
    book = Book(kit.root)
    try:
        is_new = not book.exists()
        known = book.read()
        if book.damaged:
            _say(f"The progress file could not be read; it is kept as {book.damaged}")
        if is_new or book.damaged:
            known = _rebuilt(kit, book)
    except AsynclingsError as error:
        _say(str(error))
        return {}
    return known


def _rebuilt(kit: Catalog, book: Book) -> dict[str, Entry]:
    edited = [one for one in kit.exercises if one.stub.is_file() and not is_untouched(one)]
    if not edited:
        return {}
    _say(f"grading {len(edited)} edited exercises, to know how far you are ...")

    def work(_: object) -> dict[str, Any]:
        from asynclings import grading

        return grading.grade(edited, root=kit.root).to_json()

    # In a child: grading changes the clock of its process.
    ((_, written),) = warm.each(work, [None])
    results = report_from_json(written).exercises
    try:
        book.note(results)
    except AsynclingsError as error:
        _say(str(error))
    return {one.slug: Entry().after(one) for one in results}


def _say(what: str) -> None:
    sys.stderr.write(f"asynclings: {what}\n")
    sys.stderr.flush()
