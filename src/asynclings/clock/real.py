"""The standard library's own clocks and waits, as they were before `install`."""

from __future__ import annotations

import threading
import time as real_time
from typing import Final


class _Real:
    """What this package itself calls when it means the real world."""

    sleep = staticmethod(real_time.sleep)
    monotonic = staticmethod(real_time.monotonic)
    monotonic_ns = staticmethod(real_time.monotonic_ns)
    perf_counter = staticmethod(real_time.perf_counter)
    perf_counter_ns = staticmethod(real_time.perf_counter_ns)
    time = staticmethod(real_time.time)
    time_ns = staticmethod(real_time.time_ns)
    localtime = staticmethod(real_time.localtime)
    gmtime = staticmethod(real_time.gmtime)
    ctime = staticmethod(real_time.ctime)
    asctime = staticmethod(real_time.asctime)
    strftime = staticmethod(real_time.strftime)
    thread_time = staticmethod(real_time.thread_time)
    process_time = staticmethod(real_time.process_time)
    thread_start = staticmethod(threading.Thread.start)
    thread_join = staticmethod(threading.Thread.join)
    condition_wait = staticmethod(threading.Condition.wait)


REAL: Final = _Real()
