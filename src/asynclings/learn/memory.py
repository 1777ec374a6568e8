"""What a session remembers of the learner, on disk where that can be written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from asynclings.errors import AsynclingsError
from asynclings.progress import Book, Entry
from asynclings.report import ExerciseResult


class Memory:
    """Keeps progress in mind, and in the *book*; what prevents the latter ends nothing.

    Attributes:
        progress: How far the learner is, by slug.
        last: Slug of the exercise that was shown last time; empty when none was.
        problem: Why the book could not be read or written the last time; empty when it could.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self.progress: dict[str, Entry] = {}
        self.last = ""
        self.problem = ""
        self._attempt(lambda: setattr(self, "last", book.current()))
        if book.damaged:
            self.problem = f"The progress file could not be read; it is kept as {book.damaged}"

    def entry(self, slug: str) -> Entry:
        """Return how far the learner is with *slug*."""
        return self.progress.get(slug, Entry())

    def see(self, result: ExerciseResult) -> None:
        """Keep *result* in mind; `write` puts it down."""
        self.progress = self.progress | {result.slug: self.entry(result.slug).after(result)}

    def write(self, result: ExerciseResult) -> None:
        """Put *result* down in the book."""
        self._attempt(lambda: self._book.note([result]))

    def hints(self, slug: str, shown: int) -> None:
        """Remember that *shown* hints of *slug* were shown."""
        entry = self.entry(slug)
        self.progress = self.progress | {slug: replace(entry, hints=max(shown, entry.hints))}
        self._attempt(lambda: self._book.note_hints(slug, shown))

    def shows(self, slug: str) -> None:
        """Remember that *slug* is shown now."""
        self._attempt(lambda: self._book.note_current(slug))

    def _attempt(self, write: Callable[[], None]) -> None:
        """Call *write*; take in what other processes have noted meanwhile."""
        try:
            write()
            self.progress = self._book.read()
            self.problem = ""
        except AsynclingsError as error:
            self.problem = str(error)
