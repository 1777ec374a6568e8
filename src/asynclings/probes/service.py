"""Fakes that take virtual time: what an answer calls instead of the real thing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from asynclings.clock.frames import whereabouts
from asynclings.probes.meeting import Rendezvous
from asynclings.timeline import Span, Timeline

#: Longer labels would not leave room for the bars of a timeline.
LABEL_LENGTH = 28


def timeline_of_the_loop() -> tuple[Timeline, float]:
    """Return the running virtual loop's timeline with the current virtual second."""
    loop = asyncio.get_running_loop()
    return loop.timeline, loop.time()  # type: ignore[attr-defined]  # probes run on a VirtualLoop


def running_task_name() -> str:
    """Return the name of the task that runs.

    No caller may hold the task itself: an exception would keep the caller's frame, and so it.
    """
    task = asyncio.current_task()
    return task.get_name() if task else ""


def label_of(name: str, args: tuple[object, ...]) -> str:
    """Return *name*, followed by the first argument when there is one."""
    if not args:
        return name
    text = f"{name} {args[0]}"
    return text if len(text) <= LABEL_LENGTH else text[: LABEL_LENGTH - 1] + "…"


class Service:
    """An async function that takes virtual time; the timeline shows each call.

    Args:
        name: What its lane is called; a call with arguments adds the first one.
        seconds: Virtual seconds that a call takes.
        returns: What a call gives back.
        raises: An exception (or its class) that a call raises after *seconds*; None for none.
        meets: A call returns only once this many calls are in flight; see `Rendezvous`.
        cleanup: Virtual seconds that a cancelled call needs before it is gone.

    *seconds*, *returns* and *raises* may be plain values, dicts keyed by the first
    argument, or functions of the call's arguments.
    """

    def __init__(
        self,
        name: str,
        seconds: Any = 0.0,
        returns: Any = None,
        *,
        raises: Any = None,
        meets: Rendezvous | None = None,
        cleanup: float = 0.0,
    ) -> None:
        self.name = name
        self.calls: list[tuple[Any, ...]] = []
        self.running = 0
        self.peak = 0
        self.finished = 0
        self._seconds = seconds
        self._returns = returns
        self._raises = raises
        self._meets = meets
        self._cleanup = cleanup

    def __repr__(self) -> str:
        return self.name

    def __call__(self, *args: Any) -> Coroutine[Any, Any, Any]:
        """Return a coroutine that takes the time, then returns or raises what was asked for."""
        call: Any = self._call(whereabouts(1), args)  # mypy's Coroutine has no name to set
        # What Python says of a coroutine that nobody awaited is in the learner's words.
        call.__name__ = call.__qualname__ = self.name
        return call  # type: ignore[no-any-return]

    async def _call(self, where: str, args: tuple[Any, ...]) -> Any:
        timeline, now = timeline_of_the_loop()
        span = timeline.begin("call", label_of(self.name, args), now, where, *args)
        span.task = running_task_name()
        self.calls.append(args)
        self.running += 1
        self.peak = max(self.peak, self.running)
        try:
            await self._work(span, args)
        finally:
            self.running -= 1
            span.end = asyncio.get_running_loop().time()
        self.finished += 1
        return _chosen(self._returns, args)

    async def _work(self, span: Span, args: tuple[Any, ...]) -> None:
        try:
            await asyncio.sleep(_chosen(self._seconds, args))
            if self._meets is not None:
                await self._meets.arrive(span.name)
        except asyncio.CancelledError:
            span.outcome = "cancelled"
            if self._cleanup:
                await asyncio.sleep(self._cleanup)
            raise
        failure = _chosen(self._raises, args)
        if failure is not None:
            name = failure.__name__ if isinstance(failure, type) else type(failure).__name__
            span.outcome = f"raised {name}"
            raise failure
        span.outcome = "returned"


class Services:
    """An object whose async methods are the given services: ``api.login(...)``.

    Args:
        name: What a report calls the object.
        **methods: Its async methods.
    """

    def __init__(self, name: str = "api", /, **methods: Callable[..., Any]) -> None:
        self._name = name
        self._methods = methods
        for attribute, method in methods.items():
            setattr(self, attribute, method)

    def __repr__(self) -> str:
        return self._name


class Progress:
    """A plain function that notes when it was called, as a mark on the timeline."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.calls: list[tuple[Any, ...]] = []

    def __repr__(self) -> str:
        return self.name

    def __call__(self, *args: Any) -> None:
        """Note the call."""
        timeline, now = timeline_of_the_loop()
        self.calls.append(args)
        timeline.mark(" ".join([self.name, *map(str, args)]), now)


def _chosen(value: Any, args: tuple[Any, ...]) -> Any:
    if isinstance(value, dict) and args:
        return value.get(args[0])
    if isinstance(value, BaseException | type) or not callable(value):
        return value
    return value(*args)
