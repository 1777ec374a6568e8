"""Where a task waits, and what for."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Iterator
from types import CodeType, FrameType
from typing import Any

from asynclings.clock.frames import is_user_file, line_of, short

#: The attributes under which a coroutine, a generator and an async generator keep ...
_FRAMES = ("cr_frame", "gi_frame", "ag_frame")
#: ... what they await.
_AWAITED = ("cr_await", "gi_yieldfrom", "ag_await")


def task_of(handle: asyncio.Handle) -> asyncio.Task[Any] | None:
    """Return the task of which *handle* is a step."""
    owner = getattr(getattr(handle, "_callback", None), "__self__", None)
    return owner if isinstance(owner, asyncio.Task) else None


def ended_at(handle: asyncio.Handle) -> tuple[str, str]:
    """Return the task's name of a step that has just ended, and its ``path:line``."""
    task = task_of(handle)
    if task is None:
        code = getattr(getattr(handle, "_callback", None), "__code__", None)
        return "", _start_of(code)
    frame, _ = waiting_frames(task)
    coro = task.get_coro()
    code = getattr(coro, "cr_code", None) or getattr(coro, "gi_code", None)
    return task.get_name(), line_of(frame) or _start_of(code)


def waiting_frames(task: asyncio.Task[Any]) -> tuple[FrameType | None, str]:
    """Return the innermost line of code under test at which *task* waits.

    With it comes the call of a library in which it waits there, if there is one: the
    outermost with a public name, such as ``Lock.acquire`` below ``async with lock``.
    """
    user, calls = None, list[str]()
    for frame, coro in _chain(task.get_coro()):
        if is_user_file(frame.f_code.co_filename):
            user, calls = frame, []
        else:
            # The coroutine's name, not its code's: a fake service gives it its own.
            calls.append(getattr(coro, "__qualname__", frame.f_code.co_qualname))
    public = [call for call in calls if not any(n.startswith("_") for n in call.split("."))]
    return user, next(iter(public or calls), "")


def describe_task(task: asyncio.Task[Any], loop: asyncio.AbstractEventLoop) -> str:
    """Return one line: where *task* waits, and what for."""
    name = f"task {task.get_name()!r}"
    coro = task.get_coro()
    if inspect.iscoroutine(coro) and inspect.getcoroutinestate(coro) == inspect.CORO_CREATED:
        return f"{name} has not started: {coro.__qualname__}()"
    frame, call = waiting_frames(task)
    place = f" at {short(line_of(frame))} in {frame.f_code.co_name}()" if frame else ""
    if asyncio.current_task(loop) is task:
        return f"{name} runs{place}"
    return f"{name} waits{place} for {_awaited(task, call, loop)}"


def _chain(coro: Any) -> Iterator[tuple[FrameType, Any]]:
    while coro is not None:
        frame = _first(coro, _FRAMES)
        if frame is not None:
            yield frame, coro
        coro = _first(coro, _AWAITED)


def _first(thing: Any, names: tuple[str, ...]) -> Any:
    found = (getattr(thing, name, None) for name in names)
    return next((each for each in found if each is not None), None)


def _awaited(task: asyncio.Task[Any], call: str, loop: asyncio.AbstractEventLoop) -> str:
    future = getattr(task, "_fut_waiter", None)
    if future is None:
        return "its turn"
    if isinstance(future, asyncio.Task):
        return f"task {future.get_name()!r}"
    if call == "sleep":
        return _wake_up(future, loop)
    children = getattr(future, "_children", None)
    if children is not None:
        pending = [_name(child) for child in children if not child.done()]
        return f"gather() of {', '.join(pending)}" if pending else "gather()"
    return call or "a future"


def _wake_up(future: asyncio.Future[Any], loop: asyncio.AbstractEventLoop) -> str:
    timers = getattr(loop, "_scheduled", ())
    for timer in timers:
        if any(each is future for each in timer._args or ()):  # noqa: SLF001
            return f"asyncio.sleep until {timer.when():g} s"
    return "asyncio.sleep"


def _name(future: asyncio.Future[Any]) -> str:
    return repr(future.get_name()) if isinstance(future, asyncio.Task) else "a future"


def _start_of(code: CodeType | None) -> str:
    if code is None or not is_user_file(code.co_filename):
        return ""
    return f"{code.co_filename}:{code.co_firstlineno}"
