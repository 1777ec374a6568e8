"""One thing that was found, before anybody knows what it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from asynclings.batch.records import Source
from asynclings.printable import safe

#: Files of these kinds are opened.
ARCHIVES = (".zip", ".tar", ".tgz", ".tar.gz", ".tbz2", ".tar.bz2", ".txz", ".tar.xz")


#: Why a path in an archive is not followed.
OUTSIDE = "Its path leads out of the archive."


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or a folder in a folder or an archive.

    Attributes:
        parts: Its path there, as a person can read it.
        is_folder: Whether it is a folder.
        open: Opens it; only until the next entry is asked for.
        size: Bytes that it is said to have.
        modified: When it was changed last; None where nothing says so.
        path: Its place on the disk; empty in an archive.
        refused: Why it must not be opened; empty when it may.
    """

    parts: tuple[str, ...]
    is_folder: bool
    open: Callable[[], BinaryIO]
    size: int = 0
    modified: datetime | None = None
    path: str = ""
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A Python file.

    Attributes:
        parts: Its path in the place that was named; an archive counts as a folder.
        origin: Where it was found, as a person says it.
        source: Where its bytes lie; none with *problem*.
        modified: When it was changed last; None where nothing says so.
        problem: Why it cannot be read.
    """

    parts: tuple[str, ...]
    origin: str
    source: Source | bytes
    modified: datetime | None
    problem: str = ""


def shown(name: str) -> str:
    """Return *name* in characters that can be shown, stored and compared.

    macOS writes an é as two characters, other systems as one; it is one name all the same.
    """
    return safe(unicodedata.normalize("NFC", name))


def parts_of(path: str) -> tuple[str, ...] | None:
    """Return the parts of a *path* in an archive; None where it leads out of it."""
    path = path if "/" in path else path.replace("\\", "/")
    parts = path.split("/")
    if path.startswith("/") or ".." in parts or parts[0][1:2] == ":":
        return None
    return tuple(shown(part) for part in parts if part not in ("", "."))


def suffix_of(name: str) -> str:
    """Return the suffix by which *name* is an archive; empty where it is none."""
    small = name.lower()
    return next((one for one in sorted(ARCHIVES, key=len)[::-1] if small.endswith(one)), "")


def opens_nothing() -> BinaryIO:
    """Stand in for the opening of what must not be opened."""
    raise OSError("it is not opened")
