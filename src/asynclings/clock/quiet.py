"""Waiting, really, until no worker thread runs any more.

While one runs, time stands still and so does the loop: either the loop runs, or one
worker does. That gives all that tasks and threads do the same order in every run.
"""

from __future__ import annotations

import _thread
from contextlib import suppress

from asynclings.clock.frames import place_of_thread
from asynclings.clock.jobs import Jobs, Park
from asynclings.clock.places import here
from asynclings.clock.real import REAL
from asynclings.clock.stalls import Work, look_at
from asynclings.errors import StuckError

#: Between two looks at a worker that has not come to rest.
GLANCE_WALL_SECONDS = 0.02

#: A worker that computes for so long has to share: perhaps it waits for what a task does.
PATIENCE_CPU_SECONDS = 1.0

#: A worker that computes for so long does not come back. It is no wall time, for on a busy
#: machine honest work may take many seconds; whoever runs a scenario limits those.
LIMIT_CPU_SECONDS = 2.0


class Bell:
    """Wakes a thread, really."""

    def __init__(self) -> None:
        self._lock = _thread.allocate_lock()
        self._lock.acquire()

    def ring(self) -> None:
        """Wake whoever listens, or will next."""
        with suppress(RuntimeError):  # it has been ringing already
            self._lock.release()

    def listen(self, wall_seconds: float) -> None:
        """Return when it rings, or after *wall_seconds*."""
        self._lock.acquire(timeout=wall_seconds)


class Quiet:
    """Waits until *jobs* have come to rest."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self._bell = Bell()
        self.moved()
        #: When the last look but one was taken, in real nanoseconds.
        self.glanced_ns = REAL.monotonic_ns()

    def wait(self, cpu_seconds: float | None = None) -> Work:
        """Return when no worker runs; if some are stalled, what they wait for.

        When they have used *cpu_seconds* of processor time, it returns in any case.

        Raises:
            StuckError: A worker has been running for too long.
        """
        if not self._jobs.is_busy():
            return Work.NONE
        patience = PATIENCE_CPU_SECONDS if cpu_seconds is None else cpu_seconds
        began = REAL.process_time()
        with self._jobs.waking(self._bell.ring):
            while self._jobs.is_busy():
                self.glanced_ns = REAL.monotonic_ns()
                self._bell.listen(GLANCE_WALL_SECONDS)
                work = look_at(self._jobs) if self._is_long_ago() else Work.RUNS
                if work in (Work.LOCKED, Work.IN_KERNEL):
                    return work
                if REAL.process_time() - self._moved_at_cpu > LIMIT_CPU_SECONDS:
                    raise self._stuck()
                if REAL.process_time() - began > patience:
                    return Work.RUNS
        return Work.NONE

    def moved(self) -> None:
        """Note that something has begun to move."""
        self._moved_at, self._moved_at_cpu = REAL.monotonic(), REAL.process_time()

    def seconds_still(self) -> float:
        """Return for how long, in real seconds, nothing has begun to move."""
        return REAL.monotonic() - self._moved_at

    def _is_long_ago(self) -> bool:
        """Tell whether a whole glance has passed: to look more often would prove nothing."""
        return REAL.monotonic_ns() - self.glanced_ns > GLANCE_WALL_SECONDS * 0.9e9

    def _stuck(self) -> StuckError:
        who = ", ".join(
            f"{job.name} at {place_of_thread(job.thread_id) or 'its start'}"
            for job in self._jobs
            if job.runs
        )
        limit = f"{LIMIT_CPU_SECONDS:g} s of processor time"
        return StuckError(f"a thread that should take no time has used {limit}: {who}")


def step_aside(jobs: Jobs, cpu_seconds: float) -> None:
    """Let the workers that run come to rest first, if they need no more than *cpu_seconds*."""
    place = here()
    if place is not None and place.job is not None:
        jobs.wait(place.job, Park(0, "its turn"))  # whoever moves the clock sees to it
    else:
        Quiet(jobs).wait(cpu_seconds)
