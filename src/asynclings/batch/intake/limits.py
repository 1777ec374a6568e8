"""How much is read before an archive is a bomb."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from asynclings.submission import MAX_BYTES


class ArchiveError(Exception):
    """An archive cannot be read on; the message is a whole sentence."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read; the defaults hold a class of 2,000 in one archive, with room.

    Attributes:
        answer: Bytes of one answer, as everywhere in the kit.
        inner: Bytes of an archive within an archive, which is read into memory.
        entries: Files and folders in one archive.
        read: Bytes of all the answers that are taken from one archive.
        streamed: Bytes of a tar as it was before it was compressed.
        free: Bytes that any compressed tar may have before *ratio* counts.
        ratio: How many times longer than its compressed form a tar may be.
        directory: Bytes that a zip's list of contents may have.
        depth: How many archives may lie one in another.
        parts: How many folders may lie one in another.
    """

    answer: int = MAX_BYTES
    inner: int = 32 * 2**20
    entries: int = 100_000
    read: int = 2 * 2**30
    streamed: int = 16 * 2**30
    free: int = 64 * 2**20
    ratio: int = 200
    directory: int = 12 * 2**20
    depth: int = 3
    parts: int = 20


class Guarded:
    """A file that gives no more than *most* bytes at once.

    `zipfile` reads the list of contents in one piece, as long as the archive says it is.
    """

    def __init__(self, file: BinaryIO, most: int) -> None:
        self._file, self._most = file, most

    def read(self, count: int = -1) -> bytes:
        """Return up to *count* bytes; refuse where that is more than allowed."""
        data = self._file.read(count if 0 <= count <= self._most else self._most + 1)
        if len(data) > self._most:
            raise ArchiveError(f"Its list of contents is longer than {self._most:,} bytes.")
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to *offset*."""
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        """Return where the next byte is read."""
        return self._file.tell()

    def seekable(self) -> bool:
        """Tell that `seek` can go anywhere."""
        return True


class Forward:
    """Reads *file* once, from front to end, and counts.

    Going back is possible by a few bytes, as `tarfile` does it after each member; the
    compressed files of the standard library would read all again from the beginning.

    Args:
        file: Gives the bytes that are not compressed any more.
        packed: Gives the compressed ones; its position says how many were needed.
        limits: How much may come out.
    """

    #: More in one piece is no header; data is read in smaller ones.
    PIECE = 2**17

    #: How far back one can go.
    KEPT = 1024

    def __init__(self, file: BinaryIO, packed: BinaryIO, limits: Limits) -> None:
        self._file, self._packed, self._limits = file, packed, limits
        self._at = self._read = 0
        self._last = b""

    def tell(self) -> int:
        """Return where the next byte is read."""
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to *offset*, as counted from the beginning."""
        if whence or offset < self._read - len(self._last):
            raise ArchiveError("It is not laid out from front to end.")
        while self._read < offset and self._more(min(self.PIECE, offset - self._read)):
            pass
        self._at = min(offset, self._read)
        return self._at

    @property
    def block(self) -> bytes:
        """The last bytes that were read, as many as a header of a tar has."""
        return self._last[-512:]

    def read(self, count: int = -1) -> bytes:
        """Return up to *count* bytes."""
        if not 0 <= count <= self.PIECE:
            raise ArchiveError("A header in it is longer than any name can be.")
        back = self._read - self._at
        data = self._last[len(self._last) - back :][:count]
        if len(data) < count:
            data += self._more(count - len(data))
        self._at += len(data)
        return data

    def _more(self, count: int) -> bytes:
        data = self._file.read(count)
        self._read += len(data)
        self._last = (self._last + data)[-self.KEPT :]
        allowed = max(self._limits.free, self._packed.tell() * self._limits.ratio)
        if self._read > min(allowed, self._limits.streamed):
            raise ArchiveError(f"It unpacks to more than {self._read // 2**20:,} MiB.")
        return data
