"""The hints of an exercise, each giving away more than the one before."""

from __future__ import annotations

import re

from asynclings.exercise import Exercise

_HEADING = re.compile(r"^## Hint \d+[ \t]*$", re.MULTILINE)


def read_hints(exercise: Exercise) -> tuple[str, ...]:
    """Return the hints of *exercise* as Markdown, without their headings; none when it has none."""
    try:
        text = exercise.hints.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ()
    return tuple(part.strip() for part in _HEADING.split(text)[1:])
