"""Gives plain code loops of our making, wherever it gets one from."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def loops_from(factory: Callable[[], asyncio.AbstractEventLoop]) -> Iterator[None]:
    """Make asyncio.run, Runner, new_event_loop and get_event_loop take loops from *factory*."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # 3.14 says that policies will go
        policy = type(asyncio.get_event_loop_policy())
    places = ((asyncio.events, "new_event_loop"), (asyncio, "new_event_loop"))
    before = [getattr(place, name) for place, name in places]
    made = policy.new_event_loop
    # What get_event_loop() gives: else it would be a loop that an earlier scenario left.
    current = factory()
    asyncio.set_event_loop(current)
    try:
        for place, name in places:
            setattr(place, name, factory)
        policy.new_event_loop = lambda _: factory()  # type: ignore[method-assign,assignment]
        yield
    finally:
        asyncio.set_event_loop(None)
        current.close()
        policy.new_event_loop = made  # type: ignore[method-assign]
        for (place, name), original in zip(places, before, strict=True):
            setattr(place, name, original)
