"""The private names of the standard library on which the clock rests, all in one place.

A future Python may rename any of them. The self-test asks `missing`, so that a learner
reads one clear sentence then, and no traceback.
"""

from __future__ import annotations

import asyncio
import asyncio.futures
import concurrent.futures.thread
import sys
import threading

#: What `VirtualLoop` and its parts use of asyncio's own loop.
LOOP_NAMES = (
    "_accept_connection",
    "_clock_resolution",
    "_default_executor",
    "_executor_shutdown_called",
    "_make_datagram_transport",
    "_make_subprocess_transport",
    "_ready",
    "_run_once",
    "_scheduled",
    "_selector",
    "_ssock",
    "_start_serving",
    "_stop_serving",
)

#: What is used of anything else: it, an example of it or its class, and the names.
OTHER_NAMES: tuple[tuple[object, tuple[str, ...]], ...] = (
    (asyncio.Handle, ("_args", "_callback")),
    (asyncio.Task, ("_exception", "_fut_waiter", "_log_destroy_pending")),
    (asyncio.futures, ("_set_result_unless_cancelled",)),
    (concurrent.futures.Future, ("_invoke_callbacks",)),
    (concurrent.futures.ThreadPoolExecutor(), ("_max_workers",)),
    (concurrent.futures.thread, ("_threads_queues",)),
    (sys, ("_current_frames", "_getframe")),
    (threading, ("_time",)),
    (threading.Condition(), ("_acquire_restore", "_is_owned", "_release_save", "_waiters")),
    (threading.Thread(), ("_daemonic", "_target")),
)

#: What is looked up with a way out. Without these, a message says less, or a pool of
#: processes that works is not noticed.
OPTIONAL_NAMES = ("_children", "_source_traceback", "_threads", "_threads_wakeups")


def missing(loop: object) -> list[str]:
    """Return which of these names this Python does not have; *loop* is a virtual loop."""
    return [
        f"{getattr(owner, '__name__', type(owner).__name__)}.{name}"
        for owner, names in ((loop, LOOP_NAMES), *OTHER_NAMES)
        for name in names
        if not hasattr(owner, name)
    ]
