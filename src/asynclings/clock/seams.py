"""What the code under test sees of time.

`install` puts these in the place of the functions of `time`, `threading` and
`concurrent.futures`. In the real world (no virtual loop, no scenario) each of them does
what it always did, so that pytest's own durations stay right.
"""

from __future__ import annotations

import concurrent.futures
import functools
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from asynclings.clock import threads, waits
from asynclings.clock.busy import count_read
from asynclings.clock.drive import pause
from asynclings.clock.frames import whereabouts
from asynclings.clock.places import here
from asynclings.clock.real import REAL
from asynclings.clock.virtual import NS

#: What `time.time` shows at virtual 0: 15 January 2027, 08:00:00 UTC.
EPOCH_SECONDS = 1_800_000_000

#: What `time.monotonic` and `time.perf_counter` show at virtual 0. Not 0, for code that
#: takes "0" for "never".
START_SECONDS = 1000

#: Modules that took a function of `time` by name, perhaps before it was replaced.
#: `subprocess` is not among them: its processes live in real time.
EARLY_BIRDS = (
    ("threading", "_time", "monotonic"),
    ("queue", "time", "monotonic"),
    ("timeit", "default_timer", "perf_counter"),
)


def sleep(seconds: float) -> None:
    """Do what `time.sleep` does, in virtual time."""
    place = here()
    if place is None:
        REAL.sleep(seconds)
        return
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    pause(place, seconds, "time.sleep", whereabouts())


def _seconds(name: str, start: int) -> Callable[[], float]:
    real = getattr(REAL, name)

    @functools.wraps(real)
    def read() -> float:
        place = here()
        if place is None:
            return float(real())
        count_read(place)
        return start + place.clock.now

    return read


def _nanoseconds(name: str, start: int) -> Callable[[], int]:
    real = getattr(REAL, name)

    @functools.wraps(real)
    def read() -> int:
        place = here()
        if place is None:
            return int(real())
        count_read(place)
        return start * NS + place.clock.ns

    return read


def now_if_virtual() -> float | None:
    """Return what `time.time` shows in virtual time; None in the real world."""
    place = here()
    if place is None:
        return None
    count_read(place)
    return EPOCH_SECONDS + place.clock.now


def _of_an_instant(name: str) -> Callable[..., Any]:
    """Make `time.localtime` and the like mean the virtual instant by default."""
    real = getattr(REAL, name)

    @functools.wraps(real)
    def convert(seconds: float | None = None) -> Any:
        return real(now_if_virtual() if seconds is None else seconds)

    return convert


def _of_a_tuple(name: str) -> Callable[..., Any]:
    """Make `time.strftime` and the like mean the virtual instant by default."""
    real = getattr(REAL, name)
    needed = 1 if name == "strftime" else 0

    @functools.wraps(real)
    def convert(*args: Any) -> Any:
        if len(args) == needed and (now := now_if_virtual()) is not None:
            return real(*args, REAL.localtime(now))
        return real(*args)

    return convert


def install() -> None:
    """Put virtual time in the place of the real one; do so before code under test loads."""
    replacements: dict[str, Any] = {"sleep": sleep}
    for name, start in (
        ("monotonic", START_SECONDS),
        ("perf_counter", START_SECONDS),
        ("time", EPOCH_SECONDS),
    ):
        replacements[name] = _seconds(name, start)
        replacements[name + "_ns"] = _nanoseconds(name + "_ns", start)
    replacements |= {name: _of_an_instant(name) for name in ("localtime", "gmtime", "ctime")}
    replacements |= {name: _of_a_tuple(name) for name in ("asctime", "strftime")}
    for name, replacement in replacements.items():
        setattr(time, name, replacement)
    for module, attribute, name in EARLY_BIRDS:
        if module in sys.modules:
            setattr(sys.modules[module], attribute, replacements[name])
    threading.Condition.wait = waits.condition_wait  # type: ignore[method-assign]
    threading.Thread.join = waits.thread_join  # type: ignore[method-assign]
    threading.Thread.start = threads.start  # type: ignore[method-assign]
    concurrent.futures.ThreadPoolExecutor.submit = threads.submit  # type: ignore[assignment,method-assign]
