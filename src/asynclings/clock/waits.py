"""Waiting for another thread, in virtual time.

Everything in `threading`, `queue` and `concurrent.futures` that waits does so by
`Condition.wait` (Event, Semaphore, Barrier, Queue, Future.result, as_completed) or by
`Thread.join`. Not so `Lock.acquire` and `SimpleQueue.get`, which are written in C: their
waits stay real, and so do their timeouts. A thread that waits there counts as stalled
(see `stalls`), so that time can pass for the others.
"""

from __future__ import annotations

import threading

from asynclings.clock.drive import Block, note_block
from asynclings.clock.frames import called, whereabouts
from asynclings.clock.jobs import Job, Park
from asynclings.clock.places import Place, here
from asynclings.clock.real import REAL

#: A thread whose work is done needs microseconds to end, where there is a processor for it.
LAST_WALL_SECONDS = 2.0


class JobWait:
    """A wait of a job, with the `release` that `Condition.notify` calls."""

    def __init__(self, place: Place, job: Job, park: Park) -> None:
        self._place, self._job, self._park = place, job, park

    @property
    def released(self) -> bool:
        """Whether what was waited for has come."""
        return self._park.released

    def release(self) -> None:
        """Let the job go on, when its turn has come."""
        self._place.clock.jobs.release(self._job, self._park)

    def run(self) -> None:
        """Wait, on the job's own thread."""
        start = self._place.clock.now
        self._place.clock.jobs.wait(self._job, self._park)
        if self._place.clock.now > start:
            note_block(self._place, self._park.what, self._park.where, start)


def condition_wait(self: threading.Condition, timeout: float | None = None) -> bool:
    """Do what `Condition.wait` does; *timeout* is in virtual seconds."""
    place = here()
    if place is None or (timeout is not None and timeout <= 0):
        return REAL.condition_wait(self, timeout)
    if not self._is_owned():  # type: ignore[attr-defined]
        raise RuntimeError("cannot wait on un-acquired lock")
    waiter = _waiter(place, called("Condition.wait()"), timeout)
    self._waiters.append(waiter)  # type: ignore[attr-defined]
    saved = self._release_save()  # type: ignore[attr-defined]
    try:
        waiter.run()
    finally:
        self._acquire_restore(saved)  # type: ignore[attr-defined]
        if not waiter.released and waiter in self._waiters:  # type: ignore[attr-defined]
            self._waiters.remove(waiter)  # type: ignore[attr-defined]
    return waiter.released


def thread_join(self: threading.Thread, timeout: float | None = None) -> None:
    """Do what `Thread.join` does; *timeout* is in virtual seconds."""
    place = here()
    if place is None or not self.is_alive() or self is threading.current_thread():
        REAL.thread_join(self, timeout)
        return
    if place.job is None:
        _ThreadEnd(place, self, timeout).run()
        return
    until = None if timeout is None else place.clock.after(timeout)
    while job := _job_on(self, place):
        park = Park(until, "Thread.join()", whereabouts())
        job.joiners.append((place.job, park))
        waiting = JobWait(place, place.job, park)
        waiting.run()
        if not waiting.released:
            return
    REAL.thread_join(self, timeout)  # it has nothing left to do


class _ThreadEnd(Block):
    """Waits until *thread* has ended."""

    def __init__(self, place: Place, thread: threading.Thread, timeout: float | None) -> None:
        until = None if timeout is None else place.clock.after(max(0, timeout))
        super().__init__(place, called("Thread.join()"), whereabouts(), until)
        self._thread = thread

    def is_over(self) -> bool:
        """Tell whether the thread has ended."""
        return not self._thread.is_alive()

    def doze(self, wall_seconds: float) -> bool:
        """Wait really; tell whether the thread has ended."""
        if not _job_on(self._thread, self.place):  # it is about to end, and takes no time
            REAL.thread_join(self._thread, LAST_WALL_SECONDS)
        return self.is_over() or super().doze(wall_seconds)


def _waiter(place: Place, what: str, timeout: float | None) -> Block | JobWait:
    until = None if timeout is None else place.clock.after(timeout)
    where = whereabouts()
    if place.job is None:
        return Block(place, what, where, until)
    return JobWait(place, place.job, Park(until, what, where))


def _job_on(thread: threading.Thread, place: Place) -> Job | None:
    """Return the job that *thread* runs, or is about to."""
    jobs = (job for job in place.clock.jobs if not job.done)
    return next((j for j in jobs if j.crew is thread or j.thread_id == thread.ident), None)
