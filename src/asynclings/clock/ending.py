"""How a loop ends, even when something in it will not.

asyncio closes a loop in three steps: cancel all tasks, wait until they have ended, join
the threads of the pool. Each of them may last for ever. So what is being closed gets a
budget; what then still runs is left behind where it can do no harm.
"""

from __future__ import annotations

import asyncio
import concurrent.futures.thread
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from asynclings.clock.jobs import Job, Jobs
from asynclings.clock.quiet import step_aside
from asynclings.clock.threads import start_as_job
from asynclings.errors import LivelockError
from asynclings.timeline import Timeline

if TYPE_CHECKING:
    from asynclings.clock.loop import VirtualLoop

#: Waits that clean-up may take, in all its tasks together.
MAX_WAITS = 1_000

#: Virtual seconds that clean-up may take beyond the cap.
GRACE_SECONDS = 60.0

#: Virtual seconds that the jobs of the pool get to finish; asyncio allows as many.
POOL_SECONDS = 300.0

#: Threads that are told to end need no time, unless they compute or hang.
LAST_CPU_SECONDS = 1.0


class Ending:
    """Sees to it that *loop* can be closed."""

    def __init__(self, loop: VirtualLoop) -> None:
        self._loop = loop
        self._waits = 0
        self._has_begun = False

    def begin(self) -> None:
        """Note that the loop has failed; all that it does from now on is clean-up."""
        if not self._has_begun:
            self._has_begun, self._waits = True, 0
            self._loop.clock.cap_seconds += GRACE_SECONDS

    def count_wait(self) -> None:
        """Count a wait of the loop.

        Raises:
            LivelockError: All that is left are tasks that do not let themselves be cancelled.
        """
        self._waits += 1
        if self._waits % MAX_WAITS == 0 and (self._has_begun or self._all_are_cancelled()):
            raise LivelockError("what was cancelled swallows the cancellation and goes on")

    def _all_are_cancelled(self) -> bool:
        tasks = asyncio.all_tasks(self._loop)
        return bool(tasks) and all(task.cancelling() for task in tasks)

    async def join(self, pool: concurrent.futures.Executor, seconds: float | None) -> None:
        """Let the jobs of *pool* finish, in virtual time; end those that do not."""
        if self._has_begun:
            self.abandon(pool)
        if getattr(pool, "_threads", True):
            joined = self._loop.create_future()
            unseen = replace(self._loop.place, timeline=Timeline())
            start_as_job(unseen, threading.Thread(target=self._join, args=(pool, joined)))
            try:
                async with asyncio.timeout(seconds or POOL_SECONDS):
                    await joined
            except TimeoutError:
                self.abandon(pool)
        pool.shutdown(wait=False)

    def _join(self, pool: concurrent.futures.Executor, joined: asyncio.Future[None]) -> None:
        pool.shutdown(wait=True)
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(_resolve, joined)

    def abandon(self, crew: object = None) -> None:
        """End the jobs of this loop, or those of *crew* alone."""
        jobs = self._loop.clock.jobs
        abandon(jobs, [j for j in jobs if j.owner is self._loop and crew in (None, j.crew)])

    def bury(self) -> None:
        """Keep the coroutines for ever that are left, though they were cancelled.

        They swallow everything. Closed by the garbage collector, when there is no loop
        any more, such a coroutine would spin: there is nothing left that it could await.
        """
        for task in asyncio.all_tasks(self._loop):
            if self._has_begun or task.cancelling():
                task._log_destroy_pending = False  # type: ignore[attr-defined]  # noqa: SLF001
                _make_immortal(task.get_coro())


def abandon(jobs: Jobs, left: list[Job]) -> None:
    """End the *jobs* that are *left*, and wait until they have; who computes goes on."""
    if left:
        jobs.abandon(left)
        step_aside(jobs, LAST_CPU_SECONDS)
        alive = {job.thread_id for job in jobs}
        _disown({job.thread_id for job in left} & alive)


def _disown(thread_ids: set[int]) -> None:
    """Keep the interpreter from waiting for threads of pools when it ends."""
    pools: Any = concurrent.futures.thread._threads_queues  # noqa: SLF001
    for thread in list(pools):
        if thread.ident in thread_ids:
            del pools[thread]


def _resolve(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


def _make_immortal(thing: object) -> None:
    import ctypes

    ctypes.pythonapi.Py_IncRef(ctypes.py_object(thing))
