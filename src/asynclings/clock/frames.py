"""Which line of the code under test caused something."""

from __future__ import annotations

import asyncio
import contextvars
import functools
import os
import sys
from pathlib import Path
from types import FrameType

_STDLIB = str(Path(os.__file__).parent) + os.sep
_KIT = str(Path(__file__).parents[1]) + os.sep
_PACKAGES = (f"{os.sep}site-packages{os.sep}", f"{os.sep}dist-packages{os.sep}")

#: The code of a loop's turn: everything that runs in the loop is called by it.
LOOP_TURN = getattr(asyncio.BaseEventLoop, "_run_once", asyncio.run).__code__


@functools.cache
def is_user_file(path: str) -> bool:
    """Tell whether *path* is code under test or a grader, not a library or this kit."""
    if path.startswith(("<", _STDLIB, _KIT)):  # <frozen importlib>, <string>, ...
        return False
    return not any(folder in path for folder in _PACKAGES)


@functools.cache
def is_stdlib_file(path: str) -> bool:
    """Tell whether *path* belongs to the standard library."""
    inside = path.startswith(("<frozen", _STDLIB))
    return inside and not any(folder in path for folder in _PACKAGES)


def user_frame(frame: FrameType | None) -> FrameType | None:
    """Return *frame* or the nearest of its callers that is code under test.

    What lies beyond a turn of the loop started the loop, and caused nothing in it.
    """
    while frame is not None and not is_user_file(frame.f_code.co_filename):
        frame = frame.f_back if frame.f_code is not LOOP_TURN else None
    return frame


def line_of(frame: FrameType | None) -> str:
    """Return ``path:line`` of *frame*; nothing where there is none."""
    return f"{frame.f_code.co_filename}:{frame.f_lineno}" if frame else ""


def whereabouts(depth: int = 0) -> str:
    """Return ``path:line`` of the nearest line of code under test.

    Args:
        depth: How many callers to skip before looking.
    """
    return line_of(user_frame(sys._getframe(depth + 1)))  # noqa: SLF001


def called(default: str) -> str:
    """Return the call of the standard library that the code under test made.

    ``Queue.get()`` when that is what led here; *default* when it came here directly.
    """
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001
    name = ""
    while frame is not None and not is_user_file(frame.f_code.co_filename):
        if not frame.f_code.co_filename.startswith(_KIT):
            name = frame.f_code.co_qualname.partition(".<locals>")[0] + "()"
        elif name:  # a job, whose function is of the standard library
            break
        frame = frame.f_back
    return name or default


def name_of(function: object) -> str:
    """Return what *function* is called where it was written."""
    while isinstance(function, functools.partial):
        # asyncio.to_thread submits partial(context.run, function, ...)
        is_context = isinstance(getattr(function.func, "__self__", None), contextvars.Context)
        function = function.args[0] if is_context else function.func
    name = str(getattr(function, "__qualname__", "") or type(function).__qualname__)
    return name.rpartition("<locals>.")[2]


def short(where: str) -> str:
    """Return ``file:line`` of a ``path:line``."""
    return os.path.basename(where)  # noqa: PTH119 - "path:line" is not a path


def place_of_thread(thread_id: int) -> str:
    """Return ``file:line`` of what a thread is doing; nothing when it has ended."""
    frame = sys._current_frames().get(thread_id)  # noqa: SLF001
    return short(line_of(user_frame(frame)))
