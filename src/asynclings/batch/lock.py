"""One writer at a time in a folder of results."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from asynclings.errors import AsynclingsError
from asynclings.files import seize

#: Name of the file whose lock is meant; it stays, and says nothing when nobody holds it.
LOCK = ".lock"


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Be the only one who writes to *folder*.

    The kernel keeps the lock, so it is gone with its process, however that ends.

    Raises:
        AsynclingsError: Somebody else writes there now, or nobody can.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / LOCK).open("a+", encoding="utf-8")
    except OSError as error:
        raise AsynclingsError(f"Cannot write to {folder}: {error}.") from error
    with file:
        if not seize(file, waits=False):
            file.seek(0)
            holder = file.read().strip() or "another process"
            raise AsynclingsError(
                f"{folder} is being written by {holder}.\n"
                "Wait until it is done, or name another folder with --out."
            )
        file.truncate(0)
        file.write(f"process {os.getpid()} on {_host()} since {datetime.now(UTC):%F %H:%M} UTC\n")
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def _host() -> str:
    import socket

    return socket.gethostname()
