"""Stubs made as they were shipped, with a way back: what a learner wrote is kept first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from asynclings.errors import AsynclingsError
from asynclings.exercise import Exercise
from asynclings.files import replace
from asynclings.shipped import KEPT, is_shipped, original


class CannotResetError(AsynclingsError):
    """The stub's place holds something that the kit does not overwrite."""


def reset(exercise: Exercise, root: Path) -> Path | None:
    """Make the stub of *exercise* as shipped; return where the backup is, if one was needed.

    Raises:
        AsynclingsError: The stub is no plain file, its original is lost, or it cannot be written.
    """
    written = _plain(exercise.stub)
    if written is not None and is_shipped(written, exercise.grader):
        return None
    source = original(exercise, root)
    kept = None if written is None else keep(exercise.slug, written, root)
    exercise.stub.parent.mkdir(parents=True, exist_ok=True)
    replace(exercise.stub, source)
    return kept


def undo(exercise: Exercise, root: Path) -> Path:
    """Put the newest backup back that is not what the stub holds now; return its place.

    Raises:
        AsynclingsError: There is no such backup, or the stub cannot be written.
    """
    written = _plain(exercise.stub)
    for backup in newest_first(exercise.slug, root):
        source = backup.read_bytes()
        if source != written:
            if written is not None and not is_shipped(written, exercise.grader):
                keep(exercise.slug, written, root)
            replace(exercise.stub, source)
            return backup
    raise AsynclingsError(f"Nothing to undo: {exercise.slug} has no other backup.")


def can_undo(exercise: Exercise, root: Path) -> bool:
    """Tell whether there is a backup that differs from what the stub of *exercise* holds."""
    try:
        written = exercise.stub.read_bytes() if exercise.stub.exists() else None
        return any(one.read_bytes() != written for one in newest_first(exercise.slug, root))
    except OSError:
        return False


def keep(slug: str, written: bytes, root: Path) -> Path:
    """Keep what a learner has *written* for *slug*; return where it is.

    Raises:
        AsynclingsError: It cannot be kept; so nothing may be overwritten.
    """
    for backup in newest_first(slug, root):
        if backup.read_bytes() == written:
            return backup
    folder = root / KEPT / "backups" / slug
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AsynclingsError(
            f"No backup can be kept: {error}.\n"
            "So the stub stays as it is. Make the folder of the kit writable, and try again."
        ) from error
    replace(folder / f"{stamp}.py", written)
    return folder / f"{stamp}.py"


def newest_first(slug: str, root: Path) -> Iterator[Path]:
    """Yield the backups of *slug*, the newest first."""
    yield from sorted((root / KEPT / "backups" / slug).glob("*.py"), reverse=True)


def _plain(stub: Path) -> bytes | None:
    """Return what *stub* holds; None when it is not there."""
    if stub.is_symlink():
        raise CannotResetError(
            f"{stub} is a link to {stub.readlink()}; the kit does not write through links.\n"
            "Remove the link (what it points to stays), then reset again."
        )
    if stub.is_dir():
        raise CannotResetError(
            f"{stub} is a folder, where a file belongs.\nMove it away, then reset again."
        )
    try:
        return stub.read_bytes() if stub.exists() else None
    except OSError as error:
        raise CannotResetError(f"{stub} cannot be read: {error}.\nMake it readable.") from error
