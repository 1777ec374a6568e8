"""The stubs as shipped: how one is known by its hash, where its text is found again.

``graders/*/stubs.sha256`` proves that a text is the shipped one. The text itself comes from a
copy that was kept while the stub was untouched, else from the history of the checkout.
"""

from __future__ import annotations

import contextlib
import hashlib
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from asynclings.errors import AsynclingsError
from asynclings.exercise import Exercise
from asynclings.files import replace

#: Where the hashes of a chapter's stubs lie, as sha256sum would write them.
STUBS = "stubs.sha256"

#: What the kit keeps of a learner, in the checkout; git ignores it.
KEPT = ".asynclings"

#: A learner who commits each save is found again behind as many commits of one file.
MOST_COMMITS = 200

#: What asks a repository; one that hangs must not hold up a learner.
GIT_WALL_SECONDS = 10


class LostStubError(AsynclingsError):
    """The text of a stub as shipped is nowhere to be found."""


def digest(source: bytes) -> str:
    """Return a hash of *source* that a checkout's line endings do not change."""
    return hashlib.sha256(source.replace(b"\r\n", b"\n").strip()).hexdigest()


def is_shipped(source: bytes, grader: Path) -> bool:
    """Tell whether *source* is a stub that the kit ships beside *grader*."""
    try:
        return digest(source) in (grader.parent / STUBS).read_text(encoding="utf-8").split()
    except OSError:
        return False


def is_untouched(exercise: Exercise) -> bool:
    """Tell whether the stub of *exercise* is as shipped."""
    try:
        return is_shipped(exercise.stub.read_bytes(), exercise.grader)
    except OSError:
        return False


def keep(exercises: Iterable[Exercise], root: Path) -> None:
    """Keep a copy of each stub that is still as shipped; a place that cannot be written is none."""
    folder = root / KEPT / "shipped"
    with contextlib.suppress(OSError, AsynclingsError):
        folder.mkdir(parents=True, exist_ok=True)
        for exercise in exercises:
            with contextlib.suppress(OSError):
                source = exercise.stub.read_bytes()
                copy = folder / f"{digest(source)[:16]}.py"
                if not copy.exists() and is_shipped(source, exercise.grader):
                    replace(copy, source)


def original(exercise: Exercise, root: Path) -> bytes:
    """Return the stub of *exercise* as shipped.

    Raises:
        LostStubError: Neither a copy nor the history of the checkout has it.
    """
    wanted = _hash_of(exercise)
    for source in (*_kept(root, wanted), *_committed(exercise.stub, root)):
        if digest(source) == wanted:
            return source
    at = exercise.stub.relative_to(root).as_posix()
    raise LostStubError(
        f"The stub of {exercise.slug} as shipped is not to be found: {root / KEPT} has no copy\n"
        f"of it, nor has git. Nothing was changed. Take {at} from a fresh copy of the kit."
    )


def _hash_of(exercise: Exercise) -> str:
    """Return the hash of the stub as shipped; empty when none is noted."""
    with contextlib.suppress(OSError):
        text = (exercise.grader.parent / STUBS).read_text(encoding="utf-8")
        for line in text.splitlines():
            value, _, name = line.partition(" ")
            if name.strip() == exercise.stub.name:
                return value
    return ""


def _kept(root: Path, wanted: str) -> Iterator[bytes]:
    with contextlib.suppress(OSError):
        yield (root / KEPT / "shipped" / f"{wanted[:16]}.py").read_bytes()


def _committed(stub: Path, root: Path) -> Iterator[bytes]:
    """Yield every version of *stub* that git has, the newest first."""
    path = stub.relative_to(root).as_posix()
    log = _git(root, "log", "--format=%H", f"--max-count={MOST_COMMITS}", "--", path)
    for commit in log.decode().split():
        yield _git(root, "show", f"{commit}:./{path}")


def _git(root: Path, *arguments: str) -> bytes:
    """Return what git says in *root*; nothing when it is not there, or has nothing to say."""
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        return subprocess.run(
            ["git", "-C", str(root), *arguments],  # noqa: S607 - the git that the person uses
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=GIT_WALL_SECONDS,
        ).stdout
    return b""
