"""Who else is at work besides the loop and its jobs: child processes, pools, threads."""

from __future__ import annotations

import asyncio
import concurrent.futures.thread
import sys
import threading
from typing import Any

from asynclings.clock.jobs import Jobs
from asynclings.clock.real import REAL


class Outside:
    """The workers that a virtual clock cannot command."""

    def __init__(self) -> None:
        self._children: list[asyncio.SubprocessTransport] = []
        self._pending = 0
        self._seen_ns = 0
        self._known_threads = set(threading.enumerate())

    def add_child(self, transport: asyncio.SubprocessTransport) -> None:
        """Note that a child process was started."""
        self._children.append(transport)

    def begin(self) -> None:
        """Note that something outside was asked for."""
        if not self.is_at_work():
            self._seen_ns = REAL.monotonic_ns()
        self._pending += 1

    def end(self, _: Any = None) -> None:
        """Note that it has answered."""
        self._pending -= 1

    def is_at_work(self) -> bool:
        """Tell whether something outside this process has yet to answer."""
        children = any(child.get_returncode() is None for child in self._children)
        return bool(self._pending) or children or process_pool_is_at_work()

    def real_ns_since(self, earlier: int) -> int:
        """Return how much real time the world outside had since this was last asked.

        Args:
            earlier: When it began, in real nanoseconds, where that is not known here.
        """
        now = REAL.monotonic_ns()
        since = self._seen_ns if self.is_at_work() and self._seen_ns else earlier
        self._seen_ns = now
        return now - since

    def has_unknown_threads(self, jobs: Jobs) -> bool:
        """Tell whether a thread is alive that came after the loop and is none of *jobs*."""
        own = {job.thread_id for job in jobs} | {threading.get_ident()}
        pools = set(concurrent.futures.thread._threads_queues)  # noqa: SLF001
        return any(
            thread.ident not in own and thread not in pools
            for thread in set(threading.enumerate()) - self._known_threads
        )


def process_pool_is_at_work() -> bool:
    """Tell whether a `ProcessPoolExecutor` has work that is not done."""
    module = sys.modules.get("concurrent.futures.process")
    managers = list(getattr(module, "_threads_wakeups", ()))
    return any(getattr(manager, "pending_work_items", None) for manager in managers)
