"""Entries of a zip."""

from __future__ import annotations

import stat
import struct
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import BinaryIO, cast

from asynclings.batch.intake.entry import OUTSIDE, Entry, parts_of, shown
from asynclings.batch.intake.limits import ArchiveError, Guarded, Limits

#: Unix time of the last change, in UTC: an extra field that Info-ZIP and its kin write.
UNIX_TIME = 0x5455

#: The others are not needed, and LZMA takes as much memory as an archive asks for.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)


def entries(file: BinaryIO, limits: Limits) -> Iterator[Entry]:
    """Yield what lies in the zip *file*, in its own order.

    Raises:
        ArchiveError: It has too many entries.
        Exception: Whatever `zipfile` says of a broken one.
    """
    with zipfile.ZipFile(cast("BinaryIO", Guarded(file, limits.directory))) as archive:
        members = archive.infolist()
        if len(members) > limits.entries:
            raise ArchiveError(f"It has more than {limits.entries:,} entries.")
        for member in members:
            name = _name(member)
            parts = parts_of(name)
            yield Entry(
                parts or (shown(name),),
                member.is_dir(),
                partial(_open, archive, member),
                member.file_size,
                _modified(member),
                refused=_refused(member, parts),
            )


def _open(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> BinaryIO:
    return cast("BinaryIO", archive.open(member))


def _name(member: zipfile.ZipInfo) -> str:
    """Return the name of *member*; many programs write UTF-8 without saying so."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def _refused(member: zipfile.ZipInfo, parts: tuple[str, ...] | None) -> str:
    mode = member.external_attr >> 16
    if not parts:
        return OUTSIDE
    if stat.S_ISLNK(mode):
        return "It is a link, which is not followed; put the file itself there."
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "It is a pipe, a socket or a device; put a plain file there."
    if member.compress_type not in METHODS:
        return "It is packed in an unusual way; make the archive again, with the usual `deflate`."
    if member.flag_bits & 0x1:
        return "It is encrypted; make the archive again without a password."
    return ""


def _modified(member: zipfile.ZipInfo) -> datetime | None:
    """Return when *member* was changed last.

    The field that every zip has is the clock on somebody's wall, in steps of two seconds,
    without a time zone: it is taken for the time zone of this machine. 1980 is "unknown".
    """
    extra = member.extra
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        if kind == UNIX_TIME and length >= 5 and len(extra) >= 9 and extra[4] & 1:
            return datetime.fromtimestamp(struct.unpack("<i", extra[5:9])[0], UTC)
        extra = extra[4 + length :]
    try:
        local = datetime(*member.date_time)  # noqa: DTZ001 - it has none
        return local.astimezone(UTC) if local.year > 1980 else None
    except (ValueError, OverflowError, OSError):
        return None
