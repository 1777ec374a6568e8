"""How the clock tells a worker that computes from one that waits, and loses patience."""

import asyncio
import os
import sys
import threading
import time
from types import SimpleNamespace

import pytest

from asynclings.clock import VirtualLoop, install, passing, quiet, stalls
from asynclings.clock.jobs import Job
from asynclings.clock.real import REAL
from asynclings.clock.stalls import Work, look_at
from asynclings.errors import DeadlockError, StuckError
from asynclings.timeline import Span

install()

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="/proc tells what a thread does")


def run(main):
    loop = VirtualLoop()
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        loop.answer = runner.run(main())
    return loop


def seen(work):
    """Return what two looks at a thread that does *work* tell, and the second was right."""
    job = Job("work", 0, None, None, Span("thread", "work", 0))
    begun = threading.Event()

    def body():
        job.thread_id, job.native_id = threading.get_ident(), threading.get_native_id()
        begun.set()
        work()

    thread = threading.Thread(target=body, daemon=True)
    thread.start()
    begun.wait()
    job.started = True
    first = look_at([job])
    REAL.sleep(0.1)
    look_at([job])
    REAL.sleep(0.1)
    return first, look_at([job])


@on_linux
def test_a_thread_that_waits_for_a_lock_is_locked():
    lock = threading.Lock()
    lock.acquire()

    assert seen(lock.acquire) == (Work.RUNS, Work.LOCKED)
    lock.release()


@on_linux
def test_a_thread_that_reads_a_pipe_is_in_the_kernel():
    reads, writes = os.pipe()

    assert seen(lambda: os.read(reads, 1)) == (Work.RUNS, Work.IN_KERNEL)
    os.write(writes, b"x")


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_a_thread_that_computes_runs(system, monkeypatch):
    frames = sys._current_frames
    if system != sys.platform:
        monkeypatch.setattr(stalls, "sys", SimpleNamespace(platform="", _current_frames=frames))
    stop = []

    def compute():
        while not stop:
            pass

    assert seen(compute) == (Work.RUNS, Work.RUNS)
    stop.append(True)


def test_threads_that_are_parked_do_nothing():
    assert look_at([Job("work", 0, None, None, Span("thread", "work", 0))]) is Work.NONE


def test_a_thread_that_never_comes_back_is_named_with_its_line(monkeypatch):
    monkeypatch.setattr(quiet, "LIMIT_CPU_SECONDS", 0.1)
    stop = []

    def spin():
        while not stop:
            pass

    async def main():
        try:
            await asyncio.to_thread(spin)
        finally:
            stop.append(True)

    with pytest.raises(StuckError, match=r"has used 0.1 s of processor time: spin at test_clock_"):
        run(main)


def test_a_thread_that_waits_for_a_task_without_a_pause_is_given_the_task(monkeypatch):
    monkeypatch.setattr(quiet, "PATIENCE_CPU_SECONDS", 0.05)
    told = []

    def spin(loop):
        loop.call_soon_threadsafe(told.append, True)  # noqa: FBT003
        while not told:
            pass

    async def main():
        await asyncio.to_thread(spin, asyncio.get_running_loop())

    assert run(main).time() == 0.0


@on_linux
def test_a_lock_with_a_real_time_limit_may_still_resolve_a_deadlock():
    async def main():
        lock = threading.Lock()
        lock.acquire()
        return await asyncio.to_thread(lock.acquire, timeout=0.2)

    assert run(main).answer is False


@on_linux
def test_a_lock_that_nobody_releases_is_a_deadlock_after_a_while(monkeypatch):
    monkeypatch.setattr(passing, "DOUBT_WALL_SECONDS", 0.1)
    lock = threading.Lock()

    def work():
        with lock:
            pass

    async def main():
        lock.acquire()
        try:
            await asyncio.to_thread(work)
        finally:
            lock.release()

    with pytest.raises(DeadlockError, match=r"thread job work runs at test_clock_quiet\.py:\d+"):
        run(main)


@on_linux
def test_time_passes_for_others_while_a_thread_waits_for_a_lock():
    async def main():
        lock = threading.Lock()
        lock.acquire()
        waiting = asyncio.create_task(asyncio.to_thread(lock.acquire))
        await asyncio.sleep(5)
        lock.release()
        return await waiting

    loop = run(main)

    assert (loop.answer, loop.time()) == (True, 5.0)


@on_linux
def test_a_thread_in_the_kernel_takes_as_long_as_it_really_takes():
    reads, writes = os.pipe()

    async def main():
        reading = asyncio.create_task(asyncio.to_thread(os.read, reads, 1))
        threading.Thread(target=lambda: (REAL.sleep(0.2), os.write(writes, b"x"))).start()
        async with asyncio.timeout(60):
            return await reading

    loop = run(main)

    assert loop.answer == b"x"
    assert loop.time() < 60


def test_a_busy_machine_does_not_make_time_pass():
    def compute():
        end = time.thread_time() + 0.2
        while time.thread_time() < end:
            pass

    async def main():
        async with asyncio.timeout(1e-9):
            await asyncio.gather(*(asyncio.to_thread(compute) for _ in range(3)))

    assert run(main).time() == 0.0
