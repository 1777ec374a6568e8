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


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    name = CALLS.get(event)
    if name is None and event not in offline.EVENTS:
        return
    place = here()
    if place is None or (event == "open" and arguments[0] == os.devnull):  # that never blocks
        return
    if name is None:
        offline.check(place, event, arguments)
    else:
        note(place, name)


@functools.cache
def install() -> None:
    """Add the hook, the first time."""
    sys.addaudithook(_hook)
