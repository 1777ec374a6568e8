"""Sorts entries: a possible answer, an archive to open, a list of names, nothing of use."""

from __future__ import annotations

import io
import lzma
import struct
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Iterable
from typing import BinaryIO

from asynclings.batch.intake import disk, gradescope, tars, zips
from asynclings.batch.intake.entry import OUTSIDE, Entry, Found, suffix_of
from asynclings.batch.intake.limits import ArchiveError, Limits
from asynclings.batch.intake.spool import Spool
from asynclings.batch.records import Passed
from asynclings.printable import MAX_LENGTH, shorten

#: What editors, tools and systems leave behind; nobody hands it in on purpose.
LEFTOVERS = frozenset(
    {
        *(".git", ".hg", ".svn", ".idea", ".vscode", ".venv", "venv", ".tox", ".nox", "__MACOSX"),
        *("__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis"),
        *(".ipynb_checkpoints", "node_modules", "site-packages", ".Trash"),
    }
)

#: The same, as files.
LEFTOVER_FILES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})

#: Characters of a name; no file system has longer ones.
LONGEST_NAME = 255

#: What the standard library says of an archive that is none, or broken.
BROKEN = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, tarfile.TarError, zlib.error, lzma.LZMAError),
    *(struct.error, OSError, EOFError, ValueError, IndexError, KeyError, RuntimeError),
    *(ArithmeticError, MemoryError, RecursionError, ArchiveError),
)


class Gathering:
    """All that lies in one place that somebody named.

    Attributes:
        found: Python files.
        folders: All folders, archives among them.
        ignored: What was passed over, and why.
        rosters: Lists of names of Gradescope, by the folder in which they were found.
    """

    def __init__(self, limits: Limits, spool: Spool) -> None:
        self.found: list[Found] = []
        self.folders: dict[tuple[str, ...], None] = {}
        self.ignored: list[Passed] = []
        self.rosters: dict[tuple[str, ...], gradescope.Roster] = {}
        self._limits, self._spool = limits, spool
        self._left: set[str] = set()
        self._read = 0

    def folder(self, path: str, label: str) -> None:
        """Take what lies in the folder at *path*, which a person calls *label*."""
        self._take(disk.entries(path, self._limits.parts, LEFTOVERS), (), f"{label}/", 0)

    def file(self, path: str, label: str) -> None:
        """Take the one file at *path*: an archive, or an answer."""
        entry = disk.entry(path)
        self._file(entry, () if suffix_of(path) else entry.parts, label, 0)

    def _take(
        self, entries: Iterable[Entry], above: tuple[str, ...], label: str, depth: int
    ) -> None:
        for entry in entries:
            parts = (*above, *map(sys.intern, entry.parts))  # a class repeats them
            origin = label + "/".join(entry.parts)
            if entry.refused == OUTSIDE or _is_endless(entry.parts, self._limits.parts):
                why = entry.refused or "Its path is longer than any that a system can write."
                self._pass(shorten(origin, MAX_LENGTH), why)
                continue
            leftover = next((i for i, p in enumerate(entry.parts) if p in LEFTOVERS), None)
            if leftover is not None and (entry.is_folder or leftover < len(entry.parts) - 1):
                self._leave(label + "/".join(entry.parts[: leftover + 1]))
                continue
            for end in range(len(parts) if entry.is_folder else len(parts) - 1, 0, -1):
                if parts[:end] in self.folders:
                    break
                self.folders[parts[:end]] = None
            if not entry.is_folder:
                self._file(entry, parts, origin, depth)
            elif entry.refused or (entry.parts and entry.parts[-1].lower().endswith(".py")):
                self._pass(origin, entry.refused or "It is a folder, not a Python file.")

    def _file(self, entry: Entry, parts: tuple[str, ...], origin: str, depth: int) -> None:
        name = parts[-1] if parts else ""
        small = name.lower()
        if small in LEFTOVER_FILES or small.startswith("._"):
            self._pass(origin, "It is left behind by a system or a program.")
        elif not parts or suffix_of(name):
            self._archive(entry, parts, origin, depth)
        elif small == gradescope.FILE and not entry.refused:
            self._names(entry, parts, origin)
        elif not small.endswith((".py", ".py.txt")):
            self._pass(origin, entry.refused or "It is no Python file.")
        else:
            self._answer(entry, parts, origin)

    def _answer(self, entry: Entry, parts: tuple[str, ...], origin: str) -> None:
        source: disk.OnDisk | bytes = b""
        most, problem = self._limits.answer, entry.refused
        if not problem and entry.size > most:
            problem = f"The file is too large: {entry.size:,} bytes; an answer may have {most:,}."
        elif not problem and entry.path:
            # Where the path is the origin, it is kept once.
            source = disk.OnDisk(origin if origin == entry.path else entry.path)
        elif not problem:
            source, problem = self._unpacked(entry)
        kept = self._spool.keep(source) if isinstance(source, bytes) and not problem else source
        self.found.append(Found(parts, origin, kept, entry.modified, problem))

    def _unpacked(self, entry: Entry) -> tuple[bytes, str]:
        """Return the bytes of an answer in an archive, or why there are none."""
        try:
            data = _read(entry, self._limits.answer)
        except ArchiveError:
            raise
        except BROKEN as error:
            return b"", f"The archive is broken here: {_said(error)}. Hand in the file again."
        if data is None:
            return b"", f"The file is too large; an answer may have {self._limits.answer:,} bytes."
        self._read += len(data)
        if self._read > self._limits.read:
            raise ArchiveError(f"It has more than {self._limits.read // 2**20:,} MiB of answers.")
        return data, ""

    def _archive(self, entry: Entry, parts: tuple[str, ...], origin: str, depth: int) -> None:
        """Open an archive; whatever is wrong with it ends with it."""
        suffix, before = suffix_of(entry.parts[-1]), len(self.found)
        inside = (*parts[:-1], parts[-1][: -len(suffix)] or parts[-1]) if parts else ()
        if parts:
            self.folders[inside] = None
        try:
            if entry.refused:
                raise ArchiveError(entry.refused)
            if depth == self._limits.depth:
                raise ArchiveError(f"More than {depth} archives lie one in another.")
            with self._seekable(entry) as file:
                kind = zips if suffix == ".zip" else tars
                self._take(kind.entries(file, self._limits), inside, f"{origin}: ", depth + 1)
        except BROKEN as error:
            why = (
                str(error) if isinstance(error, ArchiveError) else f"It is broken: {_said(error)}."
            )
            kept = " What was found before that is kept." if len(self.found) > before else ""
            self._pass(origin, why + kept)

    def _seekable(self, entry: Entry) -> BinaryIO:
        if entry.path:
            return entry.open()
        data = _read(entry, self._limits.inner)
        if data is None:
            most = self._limits.inner // 2**20
            raise ArchiveError(f"An archive in an archive may have {most} MiB; this has more.")
        return io.BytesIO(data)

    def _names(self, entry: Entry, parts: tuple[str, ...], origin: str) -> None:
        try:
            with entry.open() as file:
                self.rosters[parts[:-1]] = gradescope.roster(file)
        except (*BROKEN, gradescope.RosterError) as error:
            self._pass(origin, f"The names in it cannot be read: {_said(error)}.")

    def _leave(self, origin: str) -> None:
        if origin not in self._left:
            self._left.add(origin)
            self._pass(origin, "The whole folder is left behind by a system or a program.")

    def _pass(self, origin: str, why: str) -> None:
        self.ignored.append(Passed(origin, why))


def _is_endless(parts: tuple[str, ...], most: int) -> bool:
    return len(parts) > most or any(len(part) > LONGEST_NAME for part in parts)


def _read(entry: Entry, most: int) -> bytes | None:
    """Return what *entry* holds, in pieces; None where that is more than *most* bytes."""
    pieces, length = [], 0
    with entry.open() as file:
        while piece := file.read(2**16):
            length += len(piece)
            if length > most:
                return None
            pieces.append(piece)
    return b"".join(pieces)


def _said(error: BaseException) -> str:
    """Return what *error* says, in one line."""
    return " ".join(str(error).split()).rstrip(".") or type(error).__name__
