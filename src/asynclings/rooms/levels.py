"""Which isolation this machine has, from nothing but limits to a room of namespaces."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, get_args

from asynclings.errors import AsynclingsError
from asynclings.rooms import bubblewrap, landlock

Level = Literal["in process", "rlimits", "landlock", "bubblewrap"]

#: From the weakest to the strongest.
LEVELS: tuple[Level, ...] = get_args(Level)

#: Real seconds in which a probe must have shown that a level works.
PROBE_WALL_SECONDS = 10

#: Users that own nothing, one of which a worker becomes when the judge is root.
FIRST_USER, USERS = 61_000, 4_000


def command(level: Level, arguments: Sequence[str], shared: Path) -> list[str]:
    """Return the command that runs *arguments* at *level*.

    Args:
        level: A level that `reached` has found.
        arguments: Words for Python.
        shared: The folder that both rooms see.
    """
    # -u: what an answer has printed is not lost when its worker is killed.
    python = [sys.executable, "-I", "-B", "-u", *arguments]
    if level != "bubblewrap":
        return python
    return [*bubblewrap.words(shared), *python]


def worker_user(level: Level) -> int:
    """Return the user that a worker becomes; 0 where it stays who the judge is."""
    if level != "bubblewrap" or os.geteuid() != 0:
        return 0
    # One for each judge, since the kernel counts the processes of a user.
    return FIRST_USER + os.getpid() % USERS


@functools.cache
def missing(level: Level) -> str:
    """Return why this machine does not have *level*; nothing when it does."""
    lacks = _lacks(level)
    if lacks or level != "bubblewrap":
        return lacks
    failure = _failure()
    return failure and f"bubblewrap does not work here: {failure}"


def _lacks(level: Level) -> str:
    """Return why this machine cannot have *level*; that it could, is said without a try."""
    if level == "in process":
        return ""
    if not hasattr(os, "fork") or not sys.platform.startswith("linux"):
        return f"isolated grading needs Linux; this is {sys.platform}"
    if level == "landlock":
        return landlock.missing()
    if level == "bubblewrap" and shutil.which("bwrap") is None:
        return "there is no `bwrap` here: install the package bubblewrap"
    return ""


def hopeful(required: Level) -> list[Level]:
    """Return the levels, from *required* on, that this machine should have; the strongest first.

    Raises:
        AsynclingsError: It has none of them.
    """
    enough = LEVELS[LEVELS.index(required) :]
    found = [level for level in reversed(enough) if not _lacks(level)]
    if not found:
        raise too_weak(required)
    return found


def reached(required: Level = "rlimits") -> Level:
    """Return the strongest level that this machine has.

    Raises:
        AsynclingsError: It is weaker than *required*.
    """
    for level in reversed(LEVELS[1:]):
        if not missing(level):
            if LEVELS.index(level) >= LEVELS.index(required):
                return level
            break
    raise too_weak(required)


def too_weak(required: Level) -> AsynclingsError:
    """Return what is to be said where *required* cannot be had."""
    why = missing(required) or missing("rlimits")
    return AsynclingsError(
        f"This machine has no isolation of level {required!r}: {why}.\n"
        "Grade where it has, or require less with --require-isolation."
    )


def _failure() -> str:
    words = [*bubblewrap.words(None), sys.executable, "-I", "-B", "-c", "import asyncio"]
    try:
        done = subprocess.run(
            words,
            env={},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PROBE_WALL_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return str(error)
    said = done.stderr.decode(errors="replace").strip().splitlines()
    return "" if done.returncode == 0 else (said[-1] if said else f"exit code {done.returncode}")
