"""Frees what exceptions keep alive, so that leaks show at once."""

from __future__ import annotations

import gc
import sys
import traceback
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import CodeType, TracebackType

#: A line that an exception came through: file, number, name of the function.
Line = tuple[str, int, str]

#: Lines of a deep recursion are all alike; the outermost and the innermost tell enough.
MAX_LINES = 40


#: Where the last error is kept for a debugger, with all that its frames hold.
LAST_ERROR = ("last_type", "last_value", "last_traceback", "last_exc")


@contextmanager
def forgetting(*, all_of_it: bool = False) -> Iterator[None]:
    """Let go, without a word, of what one rule leaves for the next.

    Args:
        all_of_it: Whether there may be a cycle among it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        failed = [vars(sys).pop(name, None) for name in LAST_ERROR]
        yield
        if all_of_it or any(failed):  # a traceback is part of one
            del failed
            gc.collect()


def let_go(errors: Iterable[BaseException | None]) -> None:
    """Make *errors*, with what caused them or is part of them, keep nothing else alive.

    They still show the lines that they came through. To clear their frames would not do:
    a frame keeps its function, too, and one of a task that goes on would be torn.
    """
    seen: set[int] = set()
    pending = list(errors)
    while pending:
        one = pending.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        one.__traceback__ = traceback_of(lines_of(one))
        pending += [one.__cause__, one.__context__]
        pending += one.exceptions if isinstance(one, BaseExceptionGroup) else ()


def lines_of(error: BaseException) -> list[Line]:
    """Return the lines that *error* came through, the innermost last."""
    lines = [
        (frame.f_code.co_filename, line or 0, frame.f_code.co_name)
        for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    half = MAX_LINES // 2
    return lines if len(lines) <= MAX_LINES else lines[:half] + lines[-half:]


def traceback_of(lines: Iterable[Line]) -> TracebackType | None:
    """Return a traceback that shows *lines*."""
    shown = None
    for line in reversed(list(lines)):
        shown = _shown(*line, shown)
    return shown


def _shown(path: str, line: int, name: str, inner: TracebackType | None) -> TracebackType | None:
    code = _raising.replace(co_filename=path, co_name=name, co_firstlineno=max(1, line))
    try:
        exec(code, {})  # noqa: S102 - code of this module, under another name
    except ZeroDivisionError as error:
        made = error.__traceback__ and error.__traceback__.tb_next
        if made is not None:
            return TracebackType(inner, made.tb_frame, made.tb_lasti, line)
    return inner


_raising: CodeType = compile("1 / 0", "<released>", "exec")
