"""Misconceptions that a broken law proves."""

from __future__ import annotations

import asyncio

from asynclings import seen as laws
from asynclings.errors import LivelockError
from asynclings.findings.errors import Found
from asynclings.seen import Broken, Seen


def never_awaited(seen: Seen) -> Found:
    """Calling an async function only makes a coroutine; somebody must await it."""
    broken = _first(seen, laws.AWAITED)
    return (("never-awaited",), _at(broken)) if broken else None


def blocked(seen: Seen) -> Found:
    """A blocking call on the loop's thread stops every task."""
    broken = _first(seen, laws.UNBLOCKED)
    if broken is None:
        return None
    ids = {"time.sleep": "blocking-sleep", "busy wait": "busy-wait", "computing": ""}
    misconception = ids.get(broken.subject, "blocking-io")
    return ((misconception,), _at(broken)) if misconception else None


def livelock(seen: Seen) -> Found:
    """A loop that polls with sleep(0) never lets time pass."""
    if isinstance(seen.error, LivelockError):
        return ("busy-wait",), str(seen.error).partition("\n")[0]
    return None


def left_running(seen: Seen) -> Found:
    """Whoever starts a task ends it, also on the way of an error."""
    broken = _first(seen, laws.FINISHED)
    if broken is None:
        return None
    if not broken.subject:
        return ("fire-and-forget-gc",), broken.seen
    failed = [error for error in seen.gone if not isinstance(error, asyncio.CancelledError)]
    if failed:
        why = f"{_at(broken)}, after another task had failed with {type(failed[0]).__name__}"
        return ("gather-leaves-siblings",), why
    return ("orphan-task",), _at(broken)


def never_retrieved(seen: Seen) -> Found:
    """A task's exception is lost unless somebody looks at it."""
    broken = _first(seen, laws.RETRIEVED)
    if broken is None:
        return None
    if broken.subject == "CancelledError":
        return ("exception-on-cancelled",), broken.seen
    return (("lost-exception",), broken.seen) if "never retrieved" in broken.seen else None


def unclosed(seen: Seen) -> Found:
    """What was opened must be closed."""
    for broken in seen.broken:
        if broken.law == laws.CLOSED and "client session" in broken.seen.lower():
            return ("unclosed-session",), broken.seen
        if broken.law == laws.CLOSED and "event loop" in broken.seen:
            return ("manual-loop",), broken.seen
    return None


def _first(seen: Seen, law: str) -> Broken | None:
    return next((one for one in seen.broken if one.law == law), None)


def _at(broken: Broken) -> str:
    path, _, line = broken.where.rpartition(":")
    return f"{broken.seen} (line {line})" if path else broken.seen
