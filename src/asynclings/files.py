"""Files that are replaced at once: whoever reads sees the old text or the new one."""

from __future__ import annotations

import os
from pathlib import Path

from asynclings.errors import AsynclingsError


def replace(file: Path, text: str, *, mode: int = 0o666) -> None:
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
        new.write_text(text, "utf-8")
        new.replace(file)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise AsynclingsError(f"Cannot write {file}: {error}.") from error
