"""Runs the graders of some exercises and returns the report."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from asynclings.errors import GraderError
from asynclings.report import Report

if TYPE_CHECKING:
    from asynclings.catalog import Exercise

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


def grade(
    exercises: Iterable[Exercise],
    *,
    root: Path,
    answers: Path | None = None,
    seed: int | None = None,
    isolated: str | None = None,
    room: str | None = None,
    gate: tuple[Callable[[], None], Callable[[Report], None]] | None = None,
) -> Report:
    """Return the report on *exercises*.

    Args:
        exercises: What to grade; at least one.
        root: The kit's folder: where ``graders/`` and ``pyproject.toml`` lie.
        answers: A tree like ``exercises/``, or one file; ``exercises/`` itself when None.
        seed: Draws the second latency table of each timing rule; None for a new one.
        isolated: Run the answers in a room of their own, locked at least at this level.
        room: ... exactly at this level, to test it.
        gate: Called when the graders are read and the rules may run, and with the report
            before pytest tidies up; see `asynclings.plugin.gate.Gate`.

    Raises:
        GraderError: A grader or the kit itself failed; no answer is to blame.
    """
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
    ]
    if answers is not None:
        arguments.append(f"--answers={answers.absolute()}")
    if seed is not None:
        arguments.append(f"--seed={seed}")
    if isolated is not None:
        arguments += ["--isolated", f"--require-isolation={isolated}"]
    if room is not None:
        arguments.append(f"--room={room}")
    plugins = [listener]
    if gate is not None:
        plugins.append(importlib.import_module("asynclings.plugin.gate").Gate(*gate, listener))
    code = pytest.main(arguments, plugins=plugins)
    if listener.errors or listener.usher is None or code not in (0, 1):
        text = "\n".join(listener.errors) or f"pytest ended with exit code {code}"
        raise GraderError(f"The graders could not run; no answer is to blame.\n{text}")
    report: Report = listener.usher.ledger.report(root)
    return report


def warm_up(exercise: Exercise | None) -> None:
    """Import what grading needs, so that forked children have it."""
    for name in ("pytest", "pytest_asyncio.plugin", "pytest_timeout", "asynclings.plugin"):
        importlib.import_module(name)
    if exercise is not None and "aiohttp" in exercise.solution.read_text(encoding="utf-8"):
        importlib.import_module("aiohttp.web")
