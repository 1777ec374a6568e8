"""Entries of a tar, compressed or not."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import BinaryIO, Protocol, cast

from asynclings.batch.intake.entry import OUTSIDE, Entry, parts_of, shown
from asynclings.batch.intake.limits import ArchiveError, Forward, Limits

#: A year that no answer comes from; a later one is a broken header.
LATEST = datetime(2200, 1, 1, tzinfo=UTC).timestamp()


def entries(file: BinaryIO, limits: Limits) -> Iterator[Entry]:
    """Yield what lies in the tar *file*, in its own order; it is read once, front to end.

    Raises:
        ArchiveError: It has too many entries, or unpacks to too much.
        Exception: Whatever `tarfile` and the compressions say of a broken one.
    """
    forward = Forward(cast("BinaryIO", _unpacked(file)), file, limits)
    with tarfile.open(fileobj=cast("BinaryIO", forward), mode="r:") as archive:
        count, kept = 0, cast("list[tarfile.TarInfo]", vars(archive)["members"])
        while (member := archive.next()) is not None:
            count += 1
            if count > limits.entries:
                raise ArchiveError(f"It has more than {limits.entries:,} entries.")
            yield _entry(archive, member)
            kept.clear()  # they would all be kept, for looking up by name
            archive.pax_headers = {}
    if forward.block.strip(b"\0"):  # for `tarfile`, this is an end like any other
        raise ArchiveError(f"It breaks off after {count:,} entries.")


def _unpacked(file: BinaryIO) -> _Readable:
    """Return *file* without its compression, which its first bytes tell."""
    magic = file.read(6)
    file.seek(0)
    if magic.startswith(b"\x1f\x8b"):
        return gzip.GzipFile(fileobj=file)
    if magic.startswith(b"BZh"):
        return bz2.BZ2File(file)
    if magic.startswith(b"\xfd7zXZ\x00"):
        return _Xz(file)
    return file


class _Readable(Protocol):
    """What gives bytes."""

    def read(self, count: int, /) -> bytes:
        """Return *count* bytes, fewer only at the end."""


class _Xz:
    """What `lzma.LZMAFile` is, but for the memory: a few bytes can ask that for gigabytes."""

    #: The strongest preset of `xz` needs 65 MiB.
    MEMORY = 80 * 2**20

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._packed = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=self.MEMORY)

    def read(self, count: int, /) -> bytes:
        """Return *count* bytes, fewer only at the end."""
        data = b""
        while len(data) < count and not self._packed.eof:
            more = self._file.read(2**14) if self._packed.needs_input else b""
            if self._packed.needs_input and not more:
                raise EOFError("it is cut off")
            data += self._packed.decompress(more, count - len(data))
        return data


def _entry(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Entry:
    parts = parts_of(member.name)
    known = 0 < member.mtime < LATEST
    return Entry(
        parts if parts is not None else (shown(member.name),),
        member.isdir(),
        partial(_open, archive, member),
        member.size,
        datetime.fromtimestamp(int(member.mtime), UTC) if known else None,
        refused=_refused(member, parts),
    )


def _open(archive: tarfile.TarFile, member: tarfile.TarInfo) -> BinaryIO:
    file = archive.extractfile(member)
    if file is None:
        raise OSError("it has no content")
    return cast("BinaryIO", file)


def _refused(member: tarfile.TarInfo, parts: tuple[str, ...] | None) -> str:
    if parts is None:
        return OUTSIDE
    if member.issym() or member.islnk():
        return "It is a link, which is not followed; put the file itself there."
    if member.issparse():
        return "It is a file with holes; put a plain file there."
    if not member.isreg() and not member.isdir():
        return "It is a pipe, a socket or a device; put a plain file there."
    return ""
