"""On which line of a TOML file a key stands: the parser of the standard library does not tell."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

#: From the file's top to the key: names, and numbers in lists.
Place = tuple[str | int, ...]

_TABLE = re.compile(r"\s*(\[\[?)(.+?)\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""\s*((?:[\w.\s-]|"[^"]*"|'[^']*')+?)\s*=""")


def line_of(text: str, place: Sequence[str | int]) -> int | None:
    """Return the line, from 1, on which *place* is said in *text*; of what holds it otherwise.

    A search by lines, for a message only: a text of several lines that looks like a key
    may mislead it.
    """
    lines: dict[Place, int] = {}
    for number, here in _places(text):
        for length in range(1, len(here) + 1):
            lines.setdefault(here[:length], number)
    wanted = tuple(place)
    while wanted and wanted not in lines:
        wanted = wanted[:-1]
    return lines.get(wanted)


def _places(text: str) -> Iterator[tuple[int, Place]]:
    """Yield each line on which something begins, with its place."""
    table: Place = ()
    counts: Counter[Place] = Counter()
    for number, line in enumerate(text.split("\n"), 1):
        if header := _TABLE.match(line):
            table = _keys(f"[{header[2]}]")
            if header[1] == "[[":
                counts[table] += 1
                table = (*table, counts[table] - 1)
            yield number, table
        elif key := _KEY.match(line):
            yield number, (*table, *_keys(f"{key[1]} = 0"))


def _keys(text: str) -> tuple[str, ...]:
    """Return the names in *text*, a line of TOML that says one thing."""
    inner: Any
    try:
        inner = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return ()
    names = []
    while isinstance(inner, dict) and inner:
        name, inner = next(iter(inner.items()))
        names.append(name)
    return tuple(names)
