"""Runs the graders of some exercises and returns the report."""

from __future__ import annotations

import importlib
import math
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from asynclings.errors import GraderError
from asynclings.report import Report

if TYPE_CHECKING:
    from asynclings.catalog import Exercise
    from asynclings.plugin.series import Grade

#: Names of pytest's plugins that a silent run has no use for: no files, no summary.
SILENT = (
    "cacheprovider",
    "stepwise",
    "junitxml",
    "pastebin",
    "doctest",
    "unittest",
    "nose",
    "anyio",
)

#: What is imported late, since one cold grading of a right answer can do without some of it.
WARM = (
    *("pytest", "pytest_asyncio.plugin", "pytest_timeout", "asynclings.plugin"),
    "asynclings.findings",
)


def grade(
    exercises: Iterable[Exercise],
    *,
    root: Path,
    answers: Path | None = None,
    seed: int | None = None,
    isolated: str | None = None,
    room: str | None = None,
) -> Report:
    """Return the report on *exercises*.

    Args:
        exercises: What to grade; at least one.
        root: The kit's folder: where ``graders/`` and ``pyproject.toml`` lie.
        answers: A tree like ``exercises/``, or one file; ``exercises/`` itself when None.
        seed: Draws the second latency table of each timing rule; None for a new one.
        isolated: Run the answers in a room of their own, locked at least at this level.
        room: ... exactly at this level, to test it.

    Raises:
        GraderError: A grader or the kit itself failed; no answer is to blame.
    """
    options = [] if answers is None else [f"--answers={answers.absolute()}"]
    if seed is not None:
        options.append(f"--seed={seed}")
    return _run(exercises, root, [*options, *_in_rooms(isolated, room)])


def serve(
    exercises: Iterable[Exercise],
    requests: Callable[[Grade], None],
    *,
    root: Path,
    isolated: str | None = None,
    room: str | None = None,
    patience_wall_seconds: float = math.inf,
) -> None:
    """Call *requests* with what grades answers to *exercises*, whose graders are read once.

    Args:
        exercises: What can be graded; at least one.
        requests: Given what grades one file.
        root: The kit's folder.
        isolated: Run the answers in a room of their own, locked at least at this level.
        room: ... exactly at this level, to test it.
        patience_wall_seconds: A rule that fails after so long has hung; those after it are
            not reached then.

    Raises:
        GraderError: A grader or the kit itself failed; no answer is to blame.
    """
    series = importlib.import_module("asynclings.plugin.series")
    options = _in_rooms(isolated, room)
    _run(exercises, root, options, series.Series(root, requests, patience_wall_seconds))


def _in_rooms(isolated: str | None, room: str | None) -> list[str]:
    if isolated is not None and room is None:
        importlib.import_module("asynclings.rooms.levels").hopeful(isolated)
    options = [] if isolated is None else ["--isolated", f"--require-isolation={isolated}"]
    return options if room is None else [*options, f"--room={room}"]


def _run(exercises: Iterable[Exercise], root: Path, options: list[str], *plugins: object) -> Report:
    """Have pytest run the graders of *exercises*; return the report."""
    # Only the plugin and this place need pytest; whoever only renders does not wait for it.
    pytest = importlib.import_module("pytest")
    listener = importlib.import_module("asynclings.plugin.listener").Listener()
    arguments = [
        *(str(exercise.grader) for exercise in exercises),
        f"--rootdir={root}",
        f"-c{root / 'pyproject.toml'}",
        *(f"-pno:{name}" for name in SILENT),
        # Said when this process has graded before, or has warmed up; asserts of the
        # plugins need no rewriting.
        "-Wignore::pytest.PytestAssertRewriteWarning",
        *options,
    ]
    code = pytest.main(arguments, plugins=[listener, *plugins])
    if listener.errors or listener.usher is None or code not in (0, 1):
        text = "\n".join(listener.errors) or f"pytest ended with exit code {code}"
        raise GraderError(f"The graders could not run; no answer is to blame.\n{text}")
    report: Report = listener.usher.ledger.report(root)
    return report


def warm_up(exercise: Exercise | None) -> None:
    """Import what grading needs, a failure's explanation too, so that forked children have it."""
    for name in WARM:
        importlib.import_module(name)
    importlib.import_module("asynclings.findings").catalogue()  # it is kept
    if exercise is not None and "aiohttp" in exercise.solution.read_text(encoding="utf-8"):
        importlib.import_module("aiohttp.web")
