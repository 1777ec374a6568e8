"""Entries of a folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import BinaryIO

from asynclings.batch.intake.entry import Entry, opens_nothing, shown
from asynclings.errors import SubmissionError
from asynclings.submission import MAX_BYTES

#: A link is not followed, a pipe is not waited for.
FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class OnDisk:
    """An answer that lies in a file."""

    path: str

    def read(self) -> bytes:
        """Return the bytes of the answer.

        Raises:
            SubmissionError: It is gone, or no plain file of a sensible size any more.
        """
        try:
            with opened(self.path) as file:
                data = file.read(MAX_BYTES + 1)
        except OSError as error:
            what = f"The file cannot be read: {error.strerror or error}."
            raise SubmissionError(what, shown(self.path), "Put it back there.") from None
        if len(data) > MAX_BYTES:
            todo = f"An answer may have {MAX_BYTES:,} bytes."
            raise SubmissionError("The file has become too large.", shown(self.path), todo)
        return data


def opened(path: str) -> BinaryIO:
    """Return the plain file at *path*, opened for reading.

    Raises:
        OSError: There is none.
    """
    file = open(os.open(path, FLAGS), "rb")  # noqa: SIM115, PTH123 - the caller closes it
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError("it is no plain file")
    return file


def entries(
    folder: str, most: int, leave_out: frozenset[str], above: tuple[str, ...] = ()
) -> Iterator[Entry]:
    """Yield what lies in *folder*, in a stable order; links are not followed.

    Args:
        folder: Where to look.
        most: How many folders may lie one in another.
        leave_out: Folders of these names are named, but not entered.
        above: Their names on the way to *folder*.
    """
    try:
        with os.scandir(folder) as scanned:
            children = sorted(scanned, key=lambda child: child.name)
    except OSError as error:
        why = f"The folder cannot be read: {error.strerror}."
        yield Entry(above, is_folder=True, open=opens_nothing, path=folder, refused=why)
        return
    for child in children:
        found = entry(child.path, above)
        if found.is_folder and len(found.parts) >= most:
            why = f"More than {most} folders lie one in another; it was not opened."
            yield replace(found, refused=why)
            continue
        yield found
        if found.is_folder and child.name not in leave_out:
            yield from entries(child.path, most, leave_out, found.parts)


def entry(path: str, above: tuple[str, ...] = ()) -> Entry:
    """Return what lies at *path*; the folders *above* it are named in front."""
    status, is_folder, refused = None, False, "It cannot be looked at."
    with suppress(OSError):
        status = os.lstat(path)
        is_folder, refused = stat.S_ISDIR(status.st_mode), _refused(status.st_mode)
    return Entry(
        (*above, shown(os.path.basename(path))),  # noqa: PTH119 - a Path for each would be slow
        is_folder,
        partial(opened, path),
        status.st_size if status else 0,
        datetime.fromtimestamp(int(status.st_mtime), UTC) if status else None,
        path,
        refused,
    )


def _refused(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "It is a link, which is not followed; put the file itself there."
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        return "It is a pipe, a socket or a device; put a plain file there."
    return ""
