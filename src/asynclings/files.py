"""Files that are replaced at once: whoever reads sees the old text or the new one."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from asynclings.errors import AsynclingsError


def replace(file: Path, text: str | bytes, *, mode: int = 0o666) -> None:
    """Write *text* to *file* at once; what it held is there until all of it is written.

    Args:
        file: What is replaced.
        text: What it holds then.
        mode: Who may read and write it; ``0o600`` for a secret.

    Raises:
        AsynclingsError: The place cannot be written.
    """
    new = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        new.unlink(missing_ok=True)
        new.touch(mode)
        if isinstance(text, str):
            new.write_text(text, "utf-8")
        else:
            new.write_bytes(text)
        new.replace(file)
    except OSError as error:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)
        raise AsynclingsError(f"Cannot write {file}: {error}.") from error


@contextlib.contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Keep two processes from doing the same at once: the second waits for the first.

    Raises:
        OSError: The file *lock* cannot be written.
    """
    with lock.open("w") as file:
        _lock(file)
        yield


@contextlib.contextmanager
def if_alone(lock: Path) -> Iterator[bool]:
    """Tell whether no other process does the same; keep others from thinking so, too.

    Raises:
        OSError: The file *lock* cannot be written.
    """
    with lock.open("w") as file:
        try:
            _lock(file, waits=False)
        except OSError:  # somebody has it
            yield False
        else:
            yield True


def _lock(file: IO[str], *, waits: bool = True) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if waits else msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
