"""How far a learner is: one versioned file in the checkout, by the slugs of the exercises.

    {"version": 1, "current": "set_sail", "exercises": {"set_sail": {
        "done": "2026-01-31T12:00:00Z", "hints": 1, "attempts": 3, "sha256": "...",
        "first": {"verdict": "failed", "at": "...", "points": 1, "max_points": 3},
        "last": {"verdict": "passed", ...}}}}

Exercises that this kit does not know, and fields that it does not know, stay as they are.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from asynclings import files
from asynclings.errors import AsynclingsError
from asynclings.report import ExerciseResult
from asynclings.shipped import KEPT

#: Raised whenever a field changes its meaning or goes.
VERSION = 1


class ProgressError(AsynclingsError):
    """Progress cannot be kept; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Graded:
    """One verdict.

    Attributes:
        verdict: See `asynclings.report.Verdict`.
        at: When, as ISO 8601 in UTC.
        points: Points earned.
        max_points: Points to be had.
    """

    verdict: str
    at: str
    points: float
    max_points: float


@dataclass(frozen=True, slots=True)
class Entry:
    """How far a learner is with one exercise.

    Attributes:
        done: When it passed first, as ISO 8601 in UTC; empty when it never has.
        hints: How many of its hints were shown.
        attempts: How often a changed file was graded.
        first: The first verdict on an attempt.
        last: The last verdict.
        sha256: Hash of the file that was graded last.
    """

    done: str = ""
    hints: int = 0
    attempts: int = 0
    sha256: str = ""
    first: Graded | None = None
    last: Graded | None = None

    def after(self, result: ExerciseResult) -> Entry:
        """Return the entry after *result*; a stub that nobody has touched is no attempt."""
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        last = Graded(result.verdict, at, result.points, result.max_points)
        if result.verdict in ("not attempted", "grader error"):
            return replace(self, last=last) if self.last else self
        return replace(
            self,
            done=self.done or (at if result.verdict == "passed" else ""),
            attempts=self.attempts + (result.submission_sha256 not in ("", self.sha256)),
            sha256=result.submission_sha256 or self.sha256,
            first=self.first or last,
            last=last,
        )


class Book:
    """Keeps the progress of the kit at *root*; several processes may do so at once.

    Attributes:
        file: Where it is.
        damaged: Where the file was put that could not be read; None when all was well.
    """

    def __init__(self, root: Path) -> None:
        self.file = root / KEPT / "progress.json"
        self.damaged: Path | None = None

    def exists(self) -> bool:
        """Tell whether anything was ever noted."""
        return self.file.exists()

    def read(self) -> dict[str, Entry]:
        """Return how far the learner is, by slug.

        Raises:
            ProgressError: A newer kit wrote the file.
        """
        return {slug: _entry(written) for slug, written in self._data()["exercises"].items()}

    def current(self) -> str:
        """Return the slug of the exercise that was shown last; empty when none was."""
        return str(self._data().get("current", ""))

    def note(self, results: Iterable[ExerciseResult]) -> None:
        """Note the verdicts in *results*.

        Raises:
            ProgressError: They cannot be written.
        """

        def change(data: dict[str, Any]) -> None:
            for result in results:
                entry = data["exercises"].get(result.slug, {})
                after = asdict(_entry(entry).after(result))
                if any(after.values()):
                    data["exercises"][result.slug] = entry | after

        self._change(change)

    def note_hints(self, slug: str, shown: int) -> None:
        """Note that *shown* hints of *slug* were shown, unless more were already.

        Raises:
            ProgressError: It cannot be written.
        """

        def change(data: dict[str, Any]) -> None:
            entry = data["exercises"].setdefault(slug, {})
            entry["hints"] = max(shown, entry.get("hints", 0))

        self._change(change)

    def note_current(self, slug: str) -> None:
        """Note that *slug* is shown now.

        Raises:
            ProgressError: It cannot be written.
        """
        self._change(lambda data: data.update(current=slug))

    def _change(self, change: Callable[[dict[str, Any]], None]) -> None:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with files.alone(self.file.with_suffix(".lock")):
                data = self._data()
                change(data)
                files.replace(self.file, json.dumps(data, indent=1, ensure_ascii=False) + "\n")
        except ProgressError:
            raise
        except (OSError, AsynclingsError) as error:
            raise ProgressError(
                f"Your progress cannot be kept. {error}\n"
                f"Grading goes on all the same. Make room, or make {self.file.parent} writable."
            ) from error

    def _data(self) -> dict[str, Any]:
        """Return what the file holds; a file that cannot be read is put aside."""
        try:
            text = self.file.read_bytes()
        except FileNotFoundError:
            return _empty()
        except OSError as error:
            raise ProgressError(
                f"{self.file} cannot be read: {error.strerror}.\n"
                "Make it readable, or move it away: it is rebuilt by grading."
            ) from error
        try:
            data = json.loads(text)
            version = data["version"]
            if int(version) <= VERSION:
                return _checked(data)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return self._put_aside()
        raise ProgressError(
            f"{self.file} was written by a newer asynclings (version {version}, this one\n"
            f"knows {VERSION}), so it stays as it is, and nothing is noted. Update the kit, or\n"
            "move the file away: it is rebuilt by grading."
        )

    def _put_aside(self) -> dict[str, Any]:
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        aside = self.file.with_name(f"progress.damaged-{stamp}.json")
        with contextlib.suppress(FileNotFoundError):  # another process was faster
            try:
                self.file.replace(aside)
            except FileNotFoundError:
                raise
            except OSError as error:
                raise ProgressError(
                    f"{self.file} is damaged, and cannot be put aside: {error.strerror}.\n"
                    f"Make {self.file.parent} writable: it is rebuilt by grading."
                ) from error
            self.damaged = aside
        return _empty()


def _empty() -> dict[str, Any]:
    return {"version": VERSION, "exercises": {}}


def _checked(data: dict[str, Any]) -> dict[str, Any]:
    """Return *data*; raise where it cannot be what a `Book` wrote."""
    for written in data["exercises"].values():
        _entry(written)
    return data


def _entry(written: dict[str, Any]) -> Entry:
    return Entry(
        done=str(written.get("done", "")),
        hints=int(written.get("hints", 0)),
        attempts=int(written.get("attempts", 0)),
        sha256=str(written.get("sha256", "")),
        first=_graded(written.get("first")),
        last=_graded(written.get("last")),
    )


def _graded(written: dict[str, Any] | None) -> Graded | None:
    if written is None:
        return None
    points, most = float(written["points"]), float(written["max_points"])
    return Graded(str(written["verdict"]), str(written["at"]), points, most)
