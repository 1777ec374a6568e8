"""Waiting for a turn: the futures with which asyncio's locks and queues make a task wait."""

from __future__ import annotations

import asyncio
from types import CodeType, FrameType
from typing import TYPE_CHECKING, Any

from asynclings.clock.frames import line_of, user_frame
from asynclings.clock.notes import EndOfWait

if TYPE_CHECKING:
    from asynclings.clock.loop import VirtualLoop

#: Each of them asks its loop for a future when a task has to wait, and only then.
_WAITS: dict[CodeType, str] = {
    wait.__code__: name
    for name, wait in (
        ("Lock.acquire", asyncio.Lock.acquire),
        ("Semaphore.acquire", asyncio.Semaphore.acquire),
        ("Event.wait", asyncio.Event.wait),
        ("Condition.wait", asyncio.Condition.wait),
        ("Queue.get", asyncio.Queue.get),
        ("Queue.put", asyncio.Queue.put),
    )
}


def note_wait(loop: VirtualLoop, future: asyncio.Future[Any], asker: FrameType) -> None:
    """Write the wait of a task that *future* ends, if *asker* is one for a turn.

    A library's own waits, to which no line of the code under test has led, are left out.
    """
    what = _WAITS.get(asker.f_code)
    where = line_of(user_frame(asker)) if what else ""
    if not what or not where:
        return
    span = loop.timeline.begin("wait", what, loop.clock.now, where)
    span.task = loop.running_task_name()
    future.add_done_callback(EndOfWait(span, loop.clock))
