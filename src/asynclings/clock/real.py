"""The standard library's own clocks and waits, as they were before `install`."""

from __future__ import annotations

import threading
import time
from types import SimpleNamespace

#: What this package itself calls when it means the real world.
REAL = SimpleNamespace(
    sleep=time.sleep,
    monotonic=time.monotonic,
    monotonic_ns=time.monotonic_ns,
    perf_counter=time.perf_counter,
    perf_counter_ns=time.perf_counter_ns,
    time=time.time,
    time_ns=time.time_ns,
    localtime=time.localtime,
    gmtime=time.gmtime,
    ctime=time.ctime,
    asctime=time.asctime,
    strftime=time.strftime,
    thread_time=time.thread_time,
    thread_start=threading.Thread.start,
    thread_join=threading.Thread.join,
    condition_wait=threading.Condition.wait,
)
