"""Parts of pages, kept on disk until a page has all of them: results come in any order."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Spool:
    """Holds text by learner and exercise; a later one replaces an earlier one."""

    def __init__(self, file: Path) -> None:
        self._file = sqlite3.connect(file, isolation_level=None)
        self._file.execute("PRAGMA journal_mode = OFF")  # it lives as long as this run
        self._file.execute("PRAGMA synchronous = OFF")
        self._file.execute(
            "CREATE TABLE parts (learner TEXT, place INTEGER, text TEXT, "
            "PRIMARY KEY (learner, place)) WITHOUT ROWID"
        )
        self._file.execute("BEGIN")

    def put(self, learner: str, place: int, text: str) -> None:
        """Keep *text*, which is the *place*-th part of the page of *learner*."""
        self._file.execute("INSERT OR REPLACE INTO parts VALUES (?, ?, ?)", (learner, place, text))

    def take(self, learner: str) -> dict[int, str]:
        """Return all parts of the page of *learner*, by place."""
        query = "SELECT place, text FROM parts WHERE learner = ?"
        return dict(self._file.execute(query, (learner,)))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


@contextmanager
def spool(folder: Path) -> Iterator[Spool]:
    """Yield a spool that lies in *folder*, and is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix=".gradebook-", dir=folder) as place:
        parts = Spool(Path(place) / "parts.sqlite")
        try:
            yield parts
        finally:
            parts.close()
