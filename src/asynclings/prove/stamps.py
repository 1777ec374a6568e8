"""The hashes of the stubs as shipped, by which an untouched one is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from asynclings.exercise import Exercise
from asynclings.shipped import STUBS, digest


def stamp(exercises: Iterable[Exercise]) -> Iterator[Path]:
    """Write the hashes of the stubs of *exercises*; yield each file that was written."""
    lines: dict[Path, dict[str, str]] = {}
    for exercise in exercises:
        path = exercise.grader.parent / STUBS
        known = lines.setdefault(path, _read(path))
        known[exercise.stub.name] = digest(exercise.stub.read_bytes())
    for path, known in lines.items():
        text = "".join(f"{value}  {name}\n" for name, value in sorted(known.items()))
        path.write_text(text, encoding="utf-8")
        yield path


def _read(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    rows = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return {name: value for value, name in rows}
