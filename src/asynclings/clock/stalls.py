"""Whether a worker thread computes, or sleeps in the kernel where the clock cannot see it."""

from __future__ import annotations

import time
from collections.abc import Iterable
from enum import Enum
from pathlib import Path

from asynclings.clock.jobs import Job, Jobs

#: Numbers of the futex system call: x86-64, arm64, riscv64 share 98, 32-bit has 240.
_FUTEX = ("202", "98", "240", "422")


class Stall(Enum):
    """What the workers do that are not parked."""

    NO = "running"
    LOCK = "waiting for a lock"
    KERNEL = "waiting in a system call"


class Watch:
    """Looks at the running jobs again and again.

    A thread is stalled when it used no CPU time since the last look and sleeps. What
    it sleeps on decides: on a lock, some other thread or task must wake it, so time may
    pass; in any other system call, the world outside is at work, in real time.
    """

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs

    def look(self) -> Stall:
        """Return what the jobs that run are doing."""
        verdicts = {_look_at(job) for job in self.running()}
        for verdict in (Stall.NO, Stall.KERNEL, Stall.LOCK):
            if verdict in verdicts:
                return verdict
        return Stall.NO

    def running(self) -> Iterable[Job]:
        """Return the jobs that are at work."""
        return [job for job in self._jobs if job.runs]


def _look_at(job: Job) -> Stall:
    before, job.cpu_seconds = job.cpu_seconds, _cpu_seconds(job)
    if before is None or job.cpu_seconds != before:
        return Stall.NO
    folder = Path(f"/proc/self/task/{job.native_id}")
    try:
        state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
        call = (folder / "syscall").read_text().split()[0]
    except OSError:  # not Linux, or /proc is closed: the safe guess is the world outside
        return Stall.KERNEL
    if state != "S":
        return Stall.NO
    return Stall.LOCK if call in _FUTEX else Stall.KERNEL


def _cpu_seconds(job: Job) -> float:
    """Return the CPU time that the thread of *job* has used, or 0 where nobody can tell."""
    try:
        return time.clock_gettime(time.pthread_getcpuclockid(job.thread_id))
    except (AttributeError, OSError):  # macOS and Windows have no such clock
        return 0.0
