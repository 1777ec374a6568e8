"""The worker threads that live by a virtual clock: who runs, who waits, until when.

A job is a function on a worker thread. Time must stand still while one runs, so a job
that wants to wait *parks*: it says until when, and sleeps on a real lock until whoever
moves the clock lets it go. Parked jobs are let go one at a time, which makes the order
of everything that threads do the same in every run.
"""

from __future__ import annotations

import _thread
import heapq
import itertools
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol

from asynclings.errors import Abandoned
from asynclings.timeline import Span

#: How often a job that is being ended may catch `Abandoned` before it is left asleep.
LAST_WORDS = 100


class Reader:
    """Counts how often somebody has read the clock without a pause."""

    def __init__(self) -> None:
        self.count = 0


class Guest(Protocol):
    """A loop that runs in a job; it parks with its job, but sockets may wake it."""

    def has_events(self) -> bool:
        """Tell whether something is ready for the loop."""

    def awaits_outsiders(self) -> bool:
        """Tell whether something outside this process may wake the loop."""


class Park:
    """One wait of a job, until virtual nanosecond *until_ns* or until it is released.

    Args:
        until_ns: When it ends by itself; None for never.
        what: The call that waits, as a report names it.
        where: ``path:line`` of that call.
        guest: The loop that waits, when it is one.
    """

    def __init__(
        self, until_ns: int | None, what: str, where: str = "", guest: Guest | None = None
    ) -> None:
        self.until_ns = until_ns
        self.what = what
        self.where = where
        self.guest = guest
        self.released = False
        self.over = False
        self.gate = _thread.allocate_lock()
        self.gate.acquire()


class Job:
    """A function that runs, or will run, on a worker thread.

    Attributes:
        name: What it is called in reports.
        order: Its place among the jobs of its clock.
        crew: The executor that runs it, or its own thread.
        owner: The loop on whose behalf it runs; None where there is none.
        span: Its line on the timeline.
    """

    def __init__(self, name: str, order: int, crew: object, owner: object, span: Span) -> None:
        self.name = name
        self.order = order
        self.crew = crew
        self.owner = owner
        self.span = span
        self.outcome = "returned"
        self.started = self.done = self.abandoned = False
        self.park: Park | None = None
        self.joiners: list[tuple[Job, Park]] = []
        self.thread_id = self.native_id = 0
        self.progress: object = None
        self.reader = Reader()
        self._caught = 0

    @property
    def runs(self) -> bool:
        """Whether it is at work, or at least not known to wait."""
        return self.started and self.park is None and not self.done

    def leave(self) -> None:
        """End the job from inside: its scenario is over."""
        self._caught += 1
        if self._caught > LAST_WORDS:  # it swallows everything: better asleep than spinning
            self.done = True
            grave = _thread.allocate_lock()
            grave.acquire()
            grave.acquire()
        raise Abandoned("the scenario is over")


class Jobs:
    """All jobs of one clock."""

    def __init__(self) -> None:
        # Reentrant, for a signal handler may set an Event while its thread is in here.
        self._mutex = threading.RLock()
        self._order = itertools.count()
        self._jobs: dict[int, Job] = {}
        self._queue: list[tuple[int, int, Job, Park]] = []
        self._wake: Callable[[], None] = lambda: None

    def __iter__(self) -> Iterator[Job]:
        with self._mutex:
            return iter(list(self._jobs.values()))

    @contextmanager
    def waking(self, wake: Callable[[], None]) -> Iterator[None]:
        """Call *wake* whenever a job has come to rest, as long as the block lasts."""
        before, self._wake = self._wake, wake
        try:
            yield
        finally:
            self._wake = before

    def add(self, name: str, crew: object, owner: object, span: Span) -> Job:
        """Return a new job that waits for its thread."""
        with self._mutex:
            job = Job(name, next(self._order), crew, owner, span)
            self._jobs[job.order] = job
        return job

    def begin(self, job: Job) -> None:
        """Note that *job* runs on the calling thread, and wait for its turn."""
        with self._mutex:
            job.thread_id, job.native_id = threading.get_ident(), threading.get_native_id()
            job.started = True
        self.wait(job, Park(0, "its turn"))

    def end(self, job: Job) -> None:
        """Note that *job* has ended, or will never run."""
        with self._mutex:
            job.done = True
            self._jobs.pop(job.order, None)
        for joiner, park in job.joiners:
            self.release(joiner, park)
        self._wake()

    def wait(self, job: Job, park: Park) -> bool:
        """Park *job*, on its own thread; return whether it was released before its time.

        Raises:
            Abandoned: The scenario is over.
        """
        with self._mutex:
            job.reader.count = 0
            if not job.abandoned:
                self._close(job, park)
        self._wake()
        if job.park is park or park.over:
            park.gate.acquire()
        if job.abandoned:
            job.leave()
        return park.released

    def release(self, job: Job, park: Park) -> None:
        """End *park* of *job* at the present instant; its turn comes when all is quiet."""
        with self._mutex:
            if park.over or park.released:
                return
            park.released = True
            if job.park is park:
                self._put_first(job, park)
        self._wake()

    def earliest(self) -> int | None:
        """Return when the next parked job goes on; None when none will by itself."""
        with self._mutex:
            while self._queue and self._queue[0][3].over:
                heapq.heappop(self._queue)
            return self._queue[0][0] if self._queue else None

    def let_go(self) -> None:
        """Let the next parked job go on."""
        with self._mutex:
            if self.earliest() is not None:
                _, _, job, park = heapq.heappop(self._queue)
                self._open(job, park)

    def abandon(self, jobs: Iterable[Job]) -> None:
        """End *jobs*: each gets an `Abandoned` where it waits, now or the next time."""
        with self._mutex:
            for job in jobs:
                job.abandoned = True
                if job.park is not None:
                    self._open(job, job.park)

    def is_busy(self) -> bool:
        """Tell whether some job runs, or is about to."""
        if not self._jobs:
            return False
        with self._mutex:
            jobs = list(self._jobs.values())
            if any(job.runs for job in jobs):
                return True
            return any(self._can_start(job) for job in jobs if not job.started)

    def guests(self) -> list[tuple[Job, Park, Guest]]:
        """Return the loops that wait in jobs."""
        waiting = ((job, job.park) for job in self)
        return [(job, park, park.guest) for job, park in waiting if park and park.guest]

    def _can_start(self, job: Job) -> bool:
        """Tell whether a thread is free for *job*: behind a full pool it has to wait."""
        at_work = sum(other.started for other in self._jobs.values() if other.crew is job.crew)
        return at_work < getattr(job.crew, "_max_workers", 1)

    def _close(self, job: Job, park: Park) -> None:
        job.park = park
        if park.until_ns is not None:
            heapq.heappush(self._queue, (park.until_ns, job.order, job, park))
        if park.released:  # before it got here
            self._put_first(job, park)

    def _put_first(self, job: Job, park: Park) -> None:
        # A fresh number: those released first go on first.
        heapq.heappush(self._queue, (0, next(self._order), job, park))

    def _open(self, job: Job, park: Park) -> None:
        park.over = True
        job.park = None
        park.gate.release()
