"""Whether a worker thread computes, or sleeps in the kernel where the clock cannot see it."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from enum import Enum
from pathlib import Path

from asynclings.clock.jobs import Job
from asynclings.clock.real import REAL

#: Numbers of the system call futex: x86-64, then arm64 and riscv64, then 32-bit machines.
_FUTEX = ("202", "98", "240", "422")

#: Looks at a thread where nothing but its place in the code shows whether it moves.
SAMPLES = 20
SAMPLE_WALL_SECONDS = 0.0005


class Work(Enum):
    """What workers do, taken together."""

    NONE = "nothing: all are parked, or have ended"
    RUNS = "compute"
    LOCKED = "wait for a lock"
    IN_KERNEL = "wait in some other system call"


def look_at(jobs: Iterable[Job]) -> Work:
    """Return what *jobs* do that neither wait in virtual time nor have ended.

    A thread is stalled when it has used no CPU time since it was last looked at, and
    sleeps. What it sleeps on decides: on a lock, another thread or task must wake it, so
    time may pass; in any other system call, the world outside is at work, in real time.
    """
    seen = {_look_at(job) for job in jobs if job.runs}
    ranks = (Work.RUNS, Work.IN_KERNEL, Work.LOCKED)
    return next((work for work in ranks if work in seen), Work.NONE)


def _look_at(job: Job) -> Work:
    before, job.progress = job.progress, _progress(job)
    if before is None or job.progress != before:
        return Work.RUNS
    folder = Path(f"/proc/self/task/{job.native_id}")
    try:
        state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
        call = (folder / "syscall").read_text().split()[0]
    except OSError:  # not Linux, or /proc is closed: the safe guess is the world outside
        return Work.IN_KERNEL
    if state != "S":
        return Work.RUNS
    return Work.LOCKED if call in _FUTEX else Work.IN_KERNEL


def _progress(job: Job) -> object:
    """Return what changes while the thread of *job* runs."""
    if sys.platform == "linux":
        return time.clock_gettime(time.pthread_getcpuclockid(job.thread_id))
    # No clock tells another thread's CPU time. Python code at least moves on; a tight loop
    # may be met at the same place twice, but not twenty times.
    places = {_place(job)}
    for _ in range(SAMPLES):
        REAL.sleep(SAMPLE_WALL_SECONDS)
        places.add(_place(job))
    return places if len(places) == 1 else object()


def _place(job: Job) -> object:
    frame = sys._current_frames().get(job.thread_id)  # noqa: SLF001
    return frame and (id(frame), frame.f_lasti)
