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

#: Who owns nothing: what a room runs as when the judge is root.
NOBODY = 65534


def command(level: Level, arguments: Sequence[str], shared: Path) -> tuple[list[str], int | None]:
    """Return the command that runs *arguments* at *level*, with the user that must run it.

    Args:
        level: A level that `reached` has found.
        arguments: Words for Python.
        shared: The folder that both rooms see.
    """
    python = [sys.executable, "-I", "-B", *arguments]
    if level != "bubblewrap":
        return python, None
    return [*bubblewrap.words(shared), *python], _bubblewrap_user()


@functools.cache
def missing(level: Level) -> str:
    """Return why this machine does not have *level*; nothing when it does."""
    if level == "in process":
        return ""
    if not hasattr(os, "fork") or not sys.platform.startswith("linux"):
        return f"isolated grading needs Linux; this is {sys.platform}"
    if level == "rlimits":
        return ""
    if level == "landlock":
        return landlock.missing()
    if shutil.which("bwrap") is None:
        return "there is no `bwrap` here: install the package bubblewrap"
    if all(_bubblewrap_fails(user) for user in _users()):
        return f"bubblewrap does not work here: {_bubblewrap_fails(_users()[-1])}"
    return ""


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
    why = missing(required) or missing("rlimits")
    raise AsynclingsError(
        f"This machine has no isolation of level {required!r}: {why}.\n"
        "Grade where it has, or require less with --require-isolation."
    )


def _users() -> list[int | None]:
    # As an ordinary user the number of processes can be limited, as root it cannot.
    return [NOBODY, None] if os.geteuid() == 0 else [None]


def _bubblewrap_user() -> int | None:
    return next(user for user in _users() if not _bubblewrap_fails(user))


@functools.cache
def _bubblewrap_fails(user: int | None) -> str:
    words = [*bubblewrap.words(None), sys.executable, "-I", "-B", "-c", "import asyncio"]
    try:
        done = subprocess.run(
            words,
            env={},
            user=user,
            group=user,
            extra_groups=None if user is None else [],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PROBE_WALL_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return str(error)
    said = done.stderr.decode(errors="replace").strip().splitlines()
    return "" if done.returncode == 0 else (said[-1] if said else f"exit code {done.returncode}")
