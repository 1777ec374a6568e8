"""Misconceptions that an exception's own words prove."""

from __future__ import annotations

import asyncio
import re
import traceback
from collections.abc import Iterator
from dataclasses import dataclass

from asynclings.seen import Seen
from asynclings.submission import said

Found = tuple[tuple[str, ...], str] | None


@dataclass(frozen=True, slots=True)
class Clue:
    """An exception that only one misconception leads to.

    Attributes:
        id: The misconception.
        error: Name of the exception's type.
        words: A pattern in its text.
        passes: A function that its traceback went through; empty for any.
    """

    id: str
    error: str
    words: str
    passes: str = ""


#: The words differ between versions of Python; each pattern fits 3.11 to 3.14.
CLUES = (
    Clue("nested-asyncio-run", "RuntimeError", r"cannot be called from a running event loop"),
    Clue("nested-asyncio-run", "RuntimeError", r"This event loop is already running"),
    Clue("nested-asyncio-run", "RuntimeError", r"Cannot run the event loop while another"),
    Clue("top-level-task", "RuntimeError", r"no running event loop"),
    Clue("top-level-task", "SyntaxError", r"'await' outside (async )?function"),
    Clue("not-called", "TypeError", r"object (function|method|Service|Callee) can't be used"),
    Clue("not-called", "TypeError", r"'(function|method|Service|Callee)' object can't be awaited"),
    Clue("await-non-awaitable", "TypeError", r"can't be used in 'await' expression"),
    Clue("await-non-awaitable", "TypeError", r"object can't be awaited"),
    Clue("create-task-on-awaitable", "TypeError", r"a coroutine was expected, got <"),
    Clue("gather-list-not-unpacked", "TypeError", r"unhashable type: 'list'", "gather"),
    Clue("gather-list-not-unpacked", "TypeError", r"or an awaitable is required", "gather"),
    Clue("empty-input", "ValueError", r"Set of (Tasks|coroutines)/Futures is empty"),
    Clue("empty-input", "ValueError", r"(arg|iterable argument) is( an)? empty"),
    Clue("session-closed-early", "RuntimeError", r"Session is closed"),
    Clue("body-outside-context", "ClientConnectionError", r"Connection closed"),
    Clue("body-outside-context", "RuntimeError", r"Connection closed"),
    Clue("mutate-while-iterating", "RuntimeError", r"changed (?:size )?during iteration"),
    Clue("loop-mixing", "RuntimeError", r"attached to a different loop"),
    Clue("loop-mixing", "RuntimeError", r"Event loop is closed"),
)


def from_an_error(seen: Seen) -> Found:
    """Return what the words of an exception prove, of the first that has any."""
    for error in _errors(seen):
        for clue in CLUES:
            if _fits(clue, error):
                return (clue.id,), f"{type(error).__name__}: {said(error)}"
    return None


def _errors(seen: Seen) -> Iterator[BaseException]:
    pending = [error for error in (seen.error, *seen.gone) if error is not None]
    while pending:
        error = pending.pop(0)
        if isinstance(error, BaseExceptionGroup):
            pending[:0] = error.exceptions
        elif not isinstance(error, asyncio.CancelledError):
            yield error


def _fits(clue: Clue, error: BaseException) -> bool:
    if type(error).__name__ != clue.error or not re.search(clue.words, said(error)):
        return False
    frames = traceback.extract_tb(error.__traceback__)
    return not clue.passes or any(frame.name == clue.passes for frame in frames)
