"""Files that are replaced at once: whoever reads sees the old text or the new one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from asynclings.errors import AsynclingsError


def replace(file: Path, text: str) -> None:
    """Write *text* to *file* at once; what it held is there until all of it is written.

    Raises:
        AsynclingsError: The place cannot be written.
    """
    new = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        new.write_text(text, "utf-8")
        new.replace(file)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise AsynclingsError(f"Cannot write {file}: {error}.") from error


@contextmanager
def replacing(file: Path, *, encoding: str = "utf-8") -> Iterator[IO[str]]:
    """Yield what replaces *file* at once when it was written to the end; else nothing does.

    Line ends are written as they are.

    Raises:
        AsynclingsError: The place cannot be written.
    """
    new = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with new.open("w", encoding=encoding, newline="") as stream:
            yield stream
        new.replace(file)
    except OSError as error:
        raise AsynclingsError(f"Cannot write {file}: {error}.") from error
    finally:
        new.unlink(missing_ok=True)
