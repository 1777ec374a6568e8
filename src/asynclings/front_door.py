"""How a person comes in: through plain Python, which goes on as nox, or through nox itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from asynclings import environment

#: How the person started the kit, so that the next command shown is spelled the same way.
FRONT_DOOR = "ASYNCLINGS_FRONT_DOOR"


def enter(root: Path, arguments: list[str]) -> NoReturn:
    """Go on as nox inside the shared environment of *root*, with *arguments*."""
    try:
        python = environment.ready(root)
    except environment.SetupError as error:
        sys.exit(f"asynclings: {error}")
    remember()
    command = [python, "-P", "-m", "nox", "-f", str(root / "noxfile.py"), *arguments]
    if os.name == "nt":  # exec would give the prompt back before the session ends
        sys.exit(subprocess.call(command))
    os.execv(python, command)


def remember() -> None:
    """Keep how the kit was started for the processes that this one starts."""
    os.environ.setdefault(FRONT_DOOR, spelling())


def spelling() -> str:
    """Return how the kit was started, as far as the session's name: ``nox``."""
    if Path(sys.argv[0]).name != "noxfile.py":
        return "uvx nox" if "archive-v0" in Path(sys.prefix).parts else "nox"
    typed = Path(sys.orig_argv[0])
    found = Path(shutil.which(typed.name) or typed)
    # A shim of pyenv starts Python by its full path, which nobody has typed.
    same = "shims" in found.parts or found.resolve() == Path(sys.executable).resolve()
    return f"{typed.name if same else typed} {sys.argv[0]}"
