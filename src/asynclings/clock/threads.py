"""Threads of the code under test become jobs of the clock."""

from __future__ import annotations

import concurrent.futures
import functools
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from asynclings.clock.frames import is_stdlib_file, name_of, whereabouts
from asynclings.clock.jobs import Job
from asynclings.clock.places import Place, here, inside
from asynclings.clock.real import REAL
from asynclings.errors import Abandoned

_submit = concurrent.futures.ThreadPoolExecutor.submit


def adopt(place: Place, name: str, crew: object) -> Job:
    """Make a job of *place* that *crew*, an executor or a thread, will run."""
    span = place.timeline.begin("thread", name, place.clock.now, whereabouts(1))
    return place.clock.jobs.add(name, crew, place.loop, span)


def run(place: Place, job: Job, function: Callable[[], Any]) -> Any:
    """Run *function* as *job*, on the thread that calls."""
    with inside(replace(place, job=job, turning=False)):
        try:
            place.clock.jobs.begin(job)
            return function()
        except BaseException as error:
            job.outcome = f"raised {type(error).__name__}"
            raise


def end(place: Place, job: Job) -> None:
    """Note that *job* has ended, and handed on what it has to give."""
    if job.span.end is None:
        job.span.finish(place.clock.now, job.outcome)
    place.clock.jobs.end(job)


def submit(
    self: concurrent.futures.ThreadPoolExecutor, fn: Callable[..., Any], /, *args: Any, **kw: Any
) -> concurrent.futures.Future[Any]:
    """Do what `ThreadPoolExecutor.submit` does; in virtual time, the work is a job."""
    place = here()
    if place is None:
        return _submit(self, fn, *args, **kw)
    job = adopt(place, name_of(fn), self)
    work = functools.partial(run, place, job, functools.partial(fn, *args, **kw))
    try:
        future = _submit(self, work)
    except BaseException:
        place.clock.jobs.end(job)
        place.timeline.spans.remove(job.span)
        raise
    _end_after_callbacks(place, job, future)
    return future


def _end_after_callbacks(place: Place, job: Job, future: concurrent.futures.Future[Any]) -> None:
    """End *job* when all callbacks of its *future* have been called.

    One that asyncio adds later tells the loop of the result. Were the job over before,
    the clock would be free to jump before the result has arrived.
    """
    callbacks = future._invoke_callbacks  # type: ignore[attr-defined]  # noqa: SLF001

    def invoke() -> None:
        if not job.abandoned:  # else nobody is left to hear of it; asyncio would complain
            callbacks()
        end(place, job)

    future._invoke_callbacks = invoke  # type: ignore[attr-defined]  # noqa: SLF001
    if future.done():  # it was faster than we were
        end(place, job)


def start(self: threading.Thread) -> None:
    """Do what `Thread.start` does; in virtual time, what the thread runs is a job.

    Not so the threads that the standard library starts for its own ends.
    """
    place = here()
    if place is None:
        REAL.thread_start(self)
    elif is_stdlib_file(sys._getframe(1).f_code.co_filename):  # noqa: SLF001
        _start_daemon(self)
    else:
        start_as_job(place, self)


def start_as_job(place: Place, thread: threading.Thread) -> None:
    """Start *thread*, with what it runs as a job of *place*."""
    _make_job(thread, place)
    _start_daemon(thread)


def _start_daemon(thread: threading.Thread) -> None:
    """Start *thread* so that it cannot keep the process from ending, whatever it swallows."""
    daemon, thread._daemonic = thread._daemonic, True  # type: ignore[attr-defined]  # noqa: SLF001
    with inside(None):  # to start is to wait until the thread is there, really
        REAL.thread_start(thread)
    thread._daemonic = daemon  # type: ignore[attr-defined]  # noqa: SLF001


def _make_job(thread: threading.Thread, place: Place) -> None:
    target = getattr(thread, "_target", None) or thread.run
    job = adopt(place, name_of(target), thread)
    body = thread.run

    def run_as_job() -> None:
        try:
            run(place, job, body)
        except Abandoned:
            pass  # its scenario is over; nobody wants to read a traceback
        finally:
            end(place, job)

    thread.run = run_as_job  # type: ignore[method-assign]
