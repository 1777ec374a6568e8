"""Tracebacks that came over the wire: the lines an exception went through in the other room."""

from __future__ import annotations

import traceback
from types import CodeType, TracebackType
from typing import Any

from asynclings.rooms.values import array, number, text

#: Lines of a deep recursion are all alike; the outermost and the innermost tell enough.
MAX_LINES = 40


def encode_lines(error: BaseException) -> list[Any]:
    """Return the lines that *error* went through, as JSON."""
    lines = [
        [frame.filename, frame.lineno or 0, frame.name]
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    half = MAX_LINES // 2
    return lines if len(lines) <= MAX_LINES else lines[:half] + lines[-half:]


def decode_lines(written: Any, behind: TracebackType | None = None) -> TracebackType | None:
    """Return a traceback that shows the lines in *written*, then those of *behind*."""
    shown = behind
    for line in reversed(array(written)[:MAX_LINES]):
        path, lineno, name = array(line, 3)
        shown = _shown(text(path), max(1, min(number(lineno), 1_000_000)), text(name, 100), shown)
    return shown


def _shown(path: str, line: int, name: str, inner: TracebackType | None) -> TracebackType | None:
    code = _raising.replace(co_filename=path, co_name=name, co_firstlineno=line)
    try:
        exec(code, {})  # noqa: S102 - code of this module, under another name
    except ZeroDivisionError as error:
        made = error.__traceback__ and error.__traceback__.tb_next
        if made is not None:
            return TracebackType(inner, made.tb_frame, made.tb_lasti, line)
    return inner


_raising: CodeType = compile("1 / 0", "<room>", "exec")
