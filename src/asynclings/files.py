"""Files that are replaced at once: whoever reads sees the old text or the new one."""

from __future__ import annotations

import os
from pathlib import Path

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
    new = unfinished(file)
    try:
        with new.open("w", encoding="utf-8") as stream:
            stream.write(text)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        new.replace(file)
        if durable:
            settle(file.parent)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise AsynclingsError(f"Cannot write {file}: {error}.") from error


def unfinished(file: Path) -> Path:
    """Return where the new text of *file* is until it is complete."""
    return file.with_name(f".{file.name}.{os.getpid()}")


def settle(folder: Path) -> None:
    """Put on the disk which files *folder* has; their content has its own way there."""
    if os.name == "nt":  # where a folder cannot be opened, nor need it be
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
