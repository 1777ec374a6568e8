"""Files that are replaced at once: whoever reads sees the old text or the new one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TextIO

from asynclings.errors import AsynclingsError


def replace(file: Path, text: str | bytes, *, mode: int = 0o666, durable: bool = False) -> None:
    """Write *text* to *file* at once; what it held is there until all of it is written.

    Args:
        file: What is written, in a folder that is there.
        text: What it will hold.
        mode: Who may read and write it; ``0o600`` for a secret.
        durable: Whether it is on the disk when this returns, should the power fail then.

    Raises:
        AsynclingsError: The place cannot be written.
    """
    with replacing(file, mode=mode, durable=durable) as stream:
        if isinstance(text, str):
            stream.write(text)
        else:
            stream.buffer.write(text)


@contextmanager
def replacing(
    file: Path, *, encoding: str = "utf-8", mode: int = 0o666, durable: bool = False
) -> Iterator[TextIO]:
    """Yield what replaces *file* at once when it was written to the end; else nothing does.

    Line ends are written as they are.

    Raises:
        AsynclingsError: The place cannot be written.
    """
    new = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        new.unlink(missing_ok=True)
        new.touch(mode)
        with new.open("w", encoding=encoding, newline="") as stream:
            yield stream
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        new.replace(file)
        if durable:
            settle(file.parent)
    except OSError as error:
        raise AsynclingsError(f"Cannot write {file}: {error}.") from error
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)


def settle(folder: Path) -> None:
    """Put on the disk which files *folder* has; their content has its own way there."""
    if os.name == "nt":  # where a folder cannot be opened, nor need it be
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Keep two processes from doing the same at once: the second waits for the first.

    Raises:
        OSError: The file *lock* cannot be written.
    """
    with lock.open("w") as file:
        seize(file)
        yield


@contextmanager
def if_alone(lock: Path) -> Iterator[bool]:
    """Tell whether no other process does the same; keep others from thinking so, too.

    Raises:
        OSError: The file *lock* cannot be written.
    """
    with lock.open("w") as file:
        yield seize(file, waits=False)


def seize(file: IO[str], *, waits: bool = True) -> bool:
    """Lock *file* until it is closed, or this process ends, however; tell whether it is ours.

    Args:
        file: Open for writing.
        waits: Whether to wait until nobody else has it.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if waits else msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
    except OSError:
        if waits:
            raise
        return False
    return True
