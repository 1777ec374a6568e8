"""What Python says that it is about to do, checked wherever a scenario runs.

Python tells an audit hook of most calls that may block or leave this machine. A hook
stays for ever, so it is added once, and asks first whether the event matters and then
whether the thread is in virtual time.
"""

from __future__ import annotations

import functools
import os
import sys
from typing import Any

from asynclings.clock import offline
from asynclings.clock.blocking import CALLS, note
from asynclings.clock.places import here

_WATCHED = offline.EVENTS | CALLS.keys()


def _hook(event: str, arguments: tuple[Any, ...], watched: frozenset[str] = _WATCHED) -> None:
    if event in watched:  # nearly never; as an argument, the set is found fastest
        _look_at(event, arguments)


def _look_at(event: str, arguments: tuple[Any, ...]) -> None:
    place = here()
    if place is None or (event == "open" and arguments[0] == os.devnull):  # that never blocks
        return
    if event in CALLS:
        note(place, CALLS[event])
    else:
        offline.check(place, event, arguments)


@functools.cache
def install() -> None:
    """Add the hook, the first time."""
    sys.addaudithook(_hook)
