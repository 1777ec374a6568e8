"""Who waits for what at one instant, in words."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from asynclings.clock.frames import place_of_thread, short
from asynclings.clock.jobs import Job
from asynclings.clock.tasks import describe_task, waiting_frames
from asynclings.clock.virtual import NS, VirtualClock
from asynclings.errors import ClockError

if TYPE_CHECKING:
    from asynclings.clock.loop import VirtualLoop

#: More tasks than this are counted, not listed.
MAX_TASKS = 20

Error = TypeVar("Error", bound=ClockError)


def explain(error: Error, clock: VirtualClock, loop: VirtualLoop | None) -> Error:
    """Return *error* with a description of the instant at which it came."""
    return type(error)(f"{error}\n{describe(clock, loop)}")


def describe(clock: VirtualClock, loop: VirtualLoop | None) -> str:
    """Return where each task of *loop* and each job of *clock* waits, and what for."""
    tasks = list(_tasks(loop)) if loop else []
    jobs = [_describe_job(job) for job in clock.jobs]
    hints = [line for explainer in loop.explainers if (line := explainer())] if loop else []
    rows = tasks + jobs + hints or ["no task is left"]
    return "\n".join([f"at virtual {clock.now:g} s:", *(f"  {row}" for row in rows)])


def _tasks(loop: VirtualLoop) -> Iterable[str]:
    tasks = sorted(asyncio.all_tasks(loop), key=_in_order)
    for task in tasks[:MAX_TASKS]:
        yield describe_task(task, loop)
    if len(tasks) > MAX_TASKS:
        yield f"... and {len(tasks) - MAX_TASKS} more tasks"


def _in_order(task: asyncio.Task[object]) -> tuple[bool, list[tuple[int, str]]]:
    """Put tasks at a line of code under test first, and Task-2 before Task-10."""
    frame, _ = waiting_frames(task)
    parts = re.findall(r"\d+|\D+", task.get_name())
    return frame is None, [(int(part) if part.isdigit() else -1, part) for part in parts]


def _describe_job(job: Job) -> str:
    name, park = f"thread job {job.name}", job.park
    if not job.started:
        return f"{name} has not started: no thread is free"
    if park is None:
        place = place_of_thread(job.thread_id)
        return f"{name} runs" + (f" at {place}" if place else "")
    where = f" at {short(park.where)}" if park.where else ""
    until = f" until {park.until_ns / NS:g} s" if park.until_ns else ""
    return f"{name} waits{where} for {park.what}{until}"
