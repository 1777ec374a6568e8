"""Misconceptions that the answer's result proves."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Iterable

from asynclings.findings.errors import Found
from asynclings.seen import Seen


def from_the_answer(seen: Seen) -> Found:
    """Return what the kind of object that the answer gave back proves."""
    if not seen.returned:
        return None
    value = seen.answer
    if inspect.iscoroutine(value):
        return ("returns-coroutine",), f"{seen.call} gave back a coroutine object, not its value"
    if any(inspect.iscoroutine(inner) for inner in _inner(value)):
        return ("returns-coroutine",), f"{seen.call} gave back coroutine objects, not their values"
    if any(asyncio.isfuture(inner) for inner in (value, *_inner(value))):
        return ("returns-task",), f"{seen.call} gave back Task or Future objects, not their values"
    if inspect.isroutine(value):
        return ("not-called",), f"{seen.call} gave back the function {value.__name__}, not a value"
    return None


def _inner(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list | tuple | set) else ()
