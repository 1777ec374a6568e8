"""`asyncio.run` and its like, called by code under test, give virtual time, too."""

from __future__ import annotations

import asyncio
import asyncio.events
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from asynclings.clock.ending import abandon
from asynclings.clock.loop import VirtualLoop
from asynclings.clock.places import Place, here, inside
from asynclings.clock.virtual import VirtualClock
from asynclings.errors import AsynclingsError
from asynclings.timeline import Timeline

_new_event_loop = asyncio.new_event_loop
_init_runner = asyncio.Runner.__init__

#: Until here `get_event_loop` makes a loop where there is none.
MAKES_A_LOOP = sys.version_info < (3, 14)


@contextmanager
def virtual_runs(
    clock: VirtualClock,
    timeline: Timeline,
    new_loop: Callable[[], VirtualLoop] | None = None,
) -> Iterator[None]:
    """Put plain code on *clock*: what it sleeps, the loops that it runs, its threads.

    Args:
        clock: Its virtual time.
        timeline: Where all that it does is written.
        new_loop: Makes the loops; they should live by *clock*.
    """
    factory = new_loop or (lambda: VirtualLoop(timeline=timeline, clock=clock))
    with inside(Place(clock, timeline, factory=factory)), _current_loop(factory):
        try:
            yield
        finally:
            abandon(clock.jobs, list(clock.jobs))


@contextmanager
def _current_loop(factory: Callable[[], VirtualLoop]) -> Iterator[None]:
    """Let `get_event_loop` find a virtual loop, as it finds one in a fresh interpreter."""
    if not MAKES_A_LOOP:
        yield
        return
    loop = factory()
    asyncio.set_event_loop(loop)
    try:
        yield
    finally:
        asyncio.set_event_loop(None)
        loop.close()


def new_event_loop() -> asyncio.AbstractEventLoop:
    """Do what `asyncio.new_event_loop` does; in virtual time, the loop is virtual."""
    place = here()
    loop = place.new_loop() if place else None
    return loop or _new_event_loop()


def init_runner(
    self: asyncio.Runner,
    *,
    debug: bool | None = None,
    loop_factory: Callable[[], asyncio.AbstractEventLoop] | None = None,
) -> None:
    """Do what `Runner.__init__` does; in virtual time, *loop_factory* makes virtual loops."""
    factory = loop_factory
    if loop_factory is not None and here() is not None:
        chosen = loop_factory

        def factory() -> asyncio.AbstractEventLoop:
            return _made_virtual(chosen())

    _init_runner(self, debug=debug, loop_factory=factory)


def _made_virtual(loop: asyncio.AbstractEventLoop) -> asyncio.AbstractEventLoop:
    if isinstance(loop, VirtualLoop):
        return loop
    loop.close()
    kind = type(loop)
    if kind.__module__.partition(".")[0] != "asyncio":
        raise AsynclingsError(
            f"{kind.__module__}.{kind.__qualname__} cannot run in virtual time.\n"
            "Leave the choice of the loop to asyncio: asyncio.run(main())."
        )
    return new_event_loop()


def _change_policy() -> None:
    """Let the loops that the policy makes be virtual, too, as long as there is one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # 3.14 says that policies will go
        policy: Any = type(asyncio.get_event_loop_policy())
    made = policy.new_event_loop

    def new_loop(self: Any) -> asyncio.AbstractEventLoop:
        place = here()
        return (place.new_loop() if place else None) or made(self)

    policy.new_event_loop = new_loop


def install() -> None:
    """Put these in the place of asyncio's own."""
    asyncio.new_event_loop = asyncio.events.new_event_loop = new_event_loop
    if hasattr(asyncio, "get_event_loop_policy"):
        _change_policy()
    runner: Any = asyncio.Runner
    runner.__init__ = init_runner
