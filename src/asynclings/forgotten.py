"""Coroutines that never began, found while somebody still holds them."""

from __future__ import annotations

import asyncio
import gc
import inspect
from collections.abc import Iterator
from types import CoroutineType
from typing import Any


def take_forgotten(path: str) -> Iterator[tuple[str, str]]:
    """Close each coroutine made by the file at *path* that never began.

    Python warns only once such a coroutine is thrown away. One that an answer gave back,
    or handed to a probe, is held until long after the scenario, so that the warning would
    come in the middle of the next one.

    Yields:
        The coroutine's name, with the ``path:line`` that made it.
    """
    everything = gc.get_objects()
    found = [each for each in everything if type(each) is CoroutineType and _made_at(each, path)]
    if not found:
        return
    of_tasks = {id(each.get_coro()) for each in everything if _is_task(each)}
    for each in found:
        if id(each) not in of_tasks and inspect.getcoroutinestate(each) == inspect.CORO_CREATED:
            each.close()
            yield each.__qualname__, _made_at(each, path)


def _is_task(thing: object) -> bool:
    return issubclass(type(thing), asyncio.Task)  # isinstance would ask a proxy what it is


def _made_at(coroutine: CoroutineType[Any, Any, Any], path: str) -> str:
    origin = coroutine.cr_origin or ()
    lines = [line for file, line, _ in origin if file == path]
    return f"{path}:{lines[0]}" if lines else ""
