"""Files that are replaced at once: whoever reads sees the old text or the new one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from asynclings.errors import AsynclingsError


def replace(file: Path, text: str, *, durable: bool = False) -> None:
    """Write *text* to *file* at once; what it held is there until all of it is written.

    Args:
        file: What is written, in a folder that is there.
        text: What it will hold.
        durable: Whether it is on the disk when this returns, should the power fail then.

    Raises:
        AsynclingsError: The place cannot be written.
    """
    with replacing(file, durable=durable) as stream:
        stream.write(text)


@contextmanager
def replacing(file: Path, *, encoding: str = "utf-8", durable: bool = False) -> Iterator[IO[str]]:
    """Yield what replaces *file* at once when it was written to the end; else nothing does.

    Line ends are written as they are.

    Raises:
        AsynclingsError: The place cannot be written.
    """
    new = file.with_name(f".{file.name}.{os.getpid()}")
    try:
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
