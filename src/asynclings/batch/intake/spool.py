"""Bytes from archives, until their turn comes."""

from __future__ import annotations

import os
import tempfile
import weakref
import zlib
from dataclasses import dataclass

from asynclings.errors import AsynclingsError


class Spool:
    """One file without a name, which is gone when nobody needs it any more.

    Nothing from an archive ever gets a name or a place on the disk, and memory stays
    small; a compressed tar could not give its members in another order than its own.
    """

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed with the last answer in it
        weakref.finalize(self, self._file.close)
        self._end = 0

    def keep(self, data: bytes) -> Kept:
        """Keep *data*; return where it lies.

        Raises:
            AsynclingsError: There is no room for it.
        """
        packed = zlib.compress(data, 1)
        try:
            self._file.write(packed)
        except OSError as error:
            raise AsynclingsError(
                f"Cannot keep the answers in {tempfile.gettempdir()}: {error}.\n"
                "Make room there, or name another folder in TMPDIR."
            ) from error
        self._end += len(packed)
        return Kept(self, self._end - len(packed), len(packed))

    def give(self, offset: int, length: int) -> bytes:
        """Return what lies at *offset*; several threads, or forked processes, may ask."""
        return zlib.decompress(os.pread(self._file.fileno(), length, offset))


@dataclass(frozen=True, slots=True)
class Kept:
    """Where an answer lies in a spool."""

    spool: Spool
    offset: int
    length: int

    def read(self) -> bytes:
        """Return the bytes of the answer."""
        return self.spool.give(self.offset, self.length)
