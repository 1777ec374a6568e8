"""The lines that an exception came through, on the wire."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from asynclings.release import MAX_LINES, Line, lines_of, traceback_of
from asynclings.rooms.values import array, number, text


def encode_lines(error: BaseException) -> list[Any]:
    """Return the lines that *error* came through, as JSON."""
    return [list(line) for line in lines_of(error)]


def decode_lines(written: Any) -> TracebackType | None:
    """Return a traceback that shows the lines in *written*."""
    return traceback_of(_line(each) for each in array(written)[:MAX_LINES])


def _line(written: Any) -> Line:
    path, line, name = array(written, 3)
    return text(path), max(1, min(number(line), 1_000_000)), text(name, 100)
