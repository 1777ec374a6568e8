"""Opens a file in the person's editor: beside the terminal, or in it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

#: Editors with a window of their own; any other may need the terminal.
WINDOWED = frozenset(
    {
        *("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf", "zed", "zeditor"),
        *("subl", "sublime_text", "atom", "mate", "bbedit", "pycharm", "charm", "idea", "fleet"),
        *("gedit", "gnome-text-editor", "kate", "kwrite", "mousepad", "xed", "pluma", "geany"),
        *("gvim", "mvim", "emacsclientw", "runemacs", "notepad", "notepad++"),
        *("open", "xdg-open", "start"),
    }
)

#: Looked for where the person has named none.
USUAL = ("code", "codium", "cursor")


def command() -> list[str]:
    """Return the command of the person's editor; empty when none is known."""
    for name in ("VISUAL", "EDITOR"):
        with contextlib.suppress(ValueError):  # quotes that do not match
            if words := shlex.split(os.environ.get(name, ""), posix=os.name != "nt"):
                return words
    return next(([found] for name in USUAL if (found := shutil.which(name))), [])


def is_windowed(words: list[str]) -> bool:
    """Tell whether the editor started by *words* leaves the terminal alone."""
    name = Path(words[0]).name.lower().removesuffix(".exe").removesuffix(".cmd")
    return name in WINDOWED


async def edit(file: Path, leave: Callable[[], None], enter: Callable[[], None]) -> str:
    """Open *file*; return what is to be said about it, empty when nothing is.

    Args:
        file: What to open.
        leave: Gives the terminal to the editor, where it needs one.
        enter: Takes the terminal back.
    """
    words = command()
    if not words:
        return f"No editor is known. Set VISUAL or EDITOR, or open {file} yourself."
    try:
        if is_windowed(words):
            return await _beside(words, file)
        leave()
        try:
            process = await asyncio.create_subprocess_exec(*words, str(file))
            code = await process.wait()
        finally:
            enter()
        return f"{words[0]} ended with exit code {code}." if code else ""
    except OSError as error:
        return f"{words[0]} cannot be started: {error.strerror}. Set VISUAL or EDITOR."


async def _beside(words: list[str], file: Path) -> str:
    nowhere = asyncio.subprocess.DEVNULL
    await asyncio.create_subprocess_exec(
        *(*words, str(file)),
        stdin=nowhere,
        stdout=nowhere,
        stderr=nowhere,
        start_new_session=True,  # Ctrl-C here must not end it
    )
    return f"Opened in {Path(words[0]).name}."
