"""An index of the results, to ask for some of them without reading all.

It is never the truth: made from the files of the results, brought up to date whenever it is
opened, and made anew when it is damaged.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from asynclings.batch.records import Graded
from asynclings.batch.store import Store
from asynclings.errors import AsynclingsError
from asynclings.report import ExerciseResult
from asynclings.rooms.wire import ENDED, NEVER_RETURNED

#: Name of its file in the folder of the results.
INDEX = "index.sqlite"

#: Changed with the tables: an index of another version is made anew.
VERSION = 2

_TABLES = f"""
CREATE TABLE results (
    file TEXT PRIMARY KEY, stamp TEXT, learner TEXT, name TEXT, exercise TEXT, verdict TEXT,
    points REAL, max_points REAL, submitted_at TEXT, graded_at TEXT, isolation TEXT, reason TEXT,
    halt TEXT
) WITHOUT ROWID;
CREATE TABLE findings (file TEXT, finding TEXT, PRIMARY KEY (file, finding)) WITHOUT ROWID;
CREATE INDEX by_learner ON results (learner, exercise);
CREATE INDEX by_exercise ON results (exercise, verdict);
CREATE INDEX by_finding ON findings (finding, file);
PRAGMA user_version = {VERSION};
"""

_COLUMNS = "learner, name, exercise, verdict, points, max_points, isolation, reason, halt, file"


@dataclass(frozen=True, slots=True)
class Entry:
    """One result, as far as the index knows it.

    Attributes:
        learner: Id.
        name: As a person says it; may be empty.
        exercise: Slug.
        verdict: On the exercise.
        points: Points earned.
        max_points: Points to be had.
        isolation: The room's level.
        reason: Why no rule was reached, first line.
        halt: How the answer ended its process in the middle of a rule, or had it ended.
        file: Of the result, relative to the folder.
    """

    learner: str
    name: str
    exercise: str
    verdict: str
    points: float
    max_points: float
    isolation: str
    reason: str
    halt: str
    file: str


class Index:
    """The index of the results in *store*, up to date once it is made.

    Raises:
        AsynclingsError: Its place cannot be written.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._file = store.folder / INDEX
        try:
            self._base = self._opened()
            self._catch_up()
        except (sqlite3.DatabaseError, ValueError):
            self._make_anew()

    def note(self, graded: Graded, file: Path) -> None:
        """Enter *graded*, which is in *file*."""
        try:
            self._enter(graded, file)
        except sqlite3.DatabaseError:  # damaged since it was opened
            self._make_anew()

    def find(
        self, *, learner: str = "", exercise: str = "", verdict: str = "", finding: str = ""
    ) -> Iterator[Entry]:
        """Yield the results that fit whatever is said, by learner and exercise."""
        wanted = {"learner": _text(learner), "exercise": exercise, "verdict": verdict}
        clauses = [f"{name} = :{name}" for name, value in wanted.items() if value]
        if finding:
            clauses.append("file IN (SELECT file FROM findings WHERE finding = :finding)")
        where = f"WHERE {' AND '.join(clauses)}" if clauses else ""
        rows = self._base.execute(
            f"SELECT {_COLUMNS} FROM results {where} ORDER BY learner, exercise",  # noqa: S608
            wanted | {"finding": finding},
        )
        yield from (Entry(*row) for row in rows)

    def verdicts(self) -> dict[str, int]:
        """Return how many results have each verdict."""
        query = "SELECT verdict, count(*) FROM results GROUP BY verdict ORDER BY verdict"
        return dict(self._base.execute(query))

    def close(self) -> None:
        """Write it to the disk."""
        with contextlib.suppress(sqlite3.DatabaseError):
            self._base.commit()
        self._base.close()

    def _opened(self) -> sqlite3.Connection:
        base = sqlite3.connect(self._file)
        try:
            # What is lost with the power is entered again from the files.
            base.execute("PRAGMA synchronous = OFF")
            (tables,) = base.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if not tables:
                base.executescript(_TABLES)
            _refuse_others(base)
        except BaseException:
            base.close()
            raise
        return base

    def _make_anew(self) -> None:
        if hasattr(self, "_base"):
            self._base.close()
        try:
            for name in ("", "-journal", "-wal", "-shm"):
                self._file.with_name(INDEX + name).unlink(missing_ok=True)
            self._base = self._opened()
            self._catch_up()
        except (OSError, sqlite3.DatabaseError) as error:
            raise AsynclingsError(f"Cannot write {self._file}: {error}.") from error

    def _catch_up(self) -> None:
        """Enter what is new or different among the files, drop what is gone."""
        gone = dict(self._base.execute("SELECT file, stamp FROM results"))
        for file in self._store.files():
            if gone.pop(self._name(file), "") == _stamp(file):
                continue
            graded = self._store.read(file)
            if graded is None:
                gone[self._name(file)] = ""
            else:
                self._enter(graded, file)
        for name in gone:
            self._drop(name)
        self._base.commit()

    def _enter(self, graded: Graded, file: Path) -> None:
        [result] = graded.report.exercises
        name, written = self._name(file), graded.to_json()
        self._drop(name)
        row = (
            *(name, _stamp(file), _text(graded.learner.id), _text(graded.learner.name)),
            graded.exercise,
            *(result.verdict, result.points, result.max_points),
            *(written["submitted_at"], written["graded_at"]),
            *(graded.report.isolation, _text(result.reason.partition("\n")[0])),
            _text(_halt(result)),
        )
        self._base.execute(f"INSERT INTO results VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608
        found = [*result.findings, *(one for rule in result.rules for one in rule.findings)]
        for finding in dict.fromkeys(one.id for one in found):
            self._base.execute("INSERT INTO findings VALUES (?, ?)", (name, finding))

    def _drop(self, name: str) -> None:
        for table in ("results", "findings"):
            self._base.execute(f"DELETE FROM {table} WHERE file = ?", (name,))  # noqa: S608

    def _name(self, file: Path) -> str:
        return file.relative_to(self._store.folder).as_posix()


def _halt(result: ExerciseResult) -> str:
    """Return what is known of the first rule in which the answer's process ended."""
    told = (rule.evidence.happened for rule in result.rules)
    return next((one for one in told if any(end in one for end in (ENDED, NEVER_RETURNED))), "")


def _refuse_others(base: sqlite3.Connection) -> None:
    """Raise `sqlite3.DatabaseError` unless *base* is a sound index of this version."""
    (version,) = base.execute("PRAGMA user_version").fetchone()
    (sound,) = base.execute("PRAGMA quick_check(1)").fetchone()
    if version != VERSION or sound != "ok":
        raise sqlite3.DatabaseError(f"version {version}, {sound}")
    base.execute(f"SELECT {_COLUMNS}, stamp, finding FROM results JOIN findings USING (file)")  # noqa: S608


def _text(text: str) -> str:
    """Return *text* as SQLite takes it: names of files may hold what is no character."""
    return text.encode("utf-8", "backslashreplace").decode()


def _stamp(file: Path) -> str:
    """Return what is different once *file* was replaced."""
    found = file.stat()
    return f"{found.st_ino}.{found.st_mtime_ns}.{found.st_size}"
