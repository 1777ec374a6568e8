"""A loop can be closed, whatever was left in it, and the process can end."""

import asyncio
import contextlib
import gc
import logging
import os
import subprocess
import sys
import threading
import time

import pytest

from asynclings.clock import VirtualLoop, install
from asynclings.errors import ClockError, DeadlockError, LivelockError, TimeCapError

install()


async def swallow(seconds=1.0):
    """Survive everything."""
    while True:
        with contextlib.suppress(BaseException):
            await asyncio.sleep(seconds)


def survive():
    """Survive everything, in a thread."""
    while True:
        with contextlib.suppress(BaseException):
            time.sleep(1)


def run(main):
    """Run *main* and close; return the loop, with what each of the two raised."""
    loop = VirtualLoop()
    runner = asyncio.Runner(loop_factory=lambda: loop)
    loop.raised = loop.raised_in_closing = None
    try:
        runner.run(main())
    except ClockError as error:
        loop.raised = type(error)
    loop.ended = loop.time()
    try:
        runner.close()
    except ClockError as error:
        loop.raised_in_closing = type(error)
    return loop


def test_after_a_deadlock_the_tasks_can_clean_up():
    cleaned = []

    async def main():
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(5)
            cleaned.append(asyncio.get_running_loop().time())

    loop = run(main)

    assert (loop.raised, loop.raised_in_closing, cleaned) == (DeadlockError, None, [5.0])


def test_after_the_cap_the_tasks_still_have_time_to_clean_up():
    cleaned = []

    async def main():
        try:
            await asyncio.sleep(1000)
        finally:
            await asyncio.sleep(5)
            cleaned.append(True)

    loop = run(main)

    assert (loop.raised, loop.raised_in_closing, cleaned) == (TimeCapError, None, [True])


def test_after_a_livelock_the_tasks_can_clean_up():
    cleaned = []

    async def main():
        try:
            while True:  # noqa: ASYNC110 - on purpose
                await asyncio.sleep(0)
        finally:
            cleaned.append(True)

    loop = run(main)

    assert (loop.raised, loop.raised_in_closing, cleaned) == (LivelockError, None, [True])


@pytest.mark.parametrize("seconds", [1.0, 1e-6, 0.0])
def test_a_task_that_swallows_its_cancellation_cannot_keep_the_loop_open(seconds):
    async def main():
        task = asyncio.create_task(swallow(seconds))
        await asyncio.sleep(1e-5)
        del task

    loop = run(main)

    assert issubclass(loop.raised_in_closing, ClockError)
    assert loop.is_closed()


def test_nor_can_one_that_waits_in_vain_while_it_is_cleaned_up():
    async def main():
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.Event().wait()

    loop = run(main)

    assert (loop.raised, loop.raised_in_closing) == (DeadlockError, DeadlockError)
    assert loop.is_closed()


def test_what_survived_is_not_complained_about_again(caplog):
    async def main():
        await swallow()

    with caplog.at_level(logging.ERROR, "asyncio"):
        run(main)
        gc.collect()

    assert caplog.text == ""


def test_the_process_can_end_although_a_task_swallows_everything():
    ended = in_a_process("""
        async def main():
            await swallow()
        run(main)
        print("closed")
    """)

    assert (ended.stdout, ended.stderr, ended.returncode) == ("closed\n", "", 0)


def test_the_process_can_end_although_threads_swallow_everything():
    ended = in_a_process("""
        async def main():
            threading.Thread(target=survive).start()
            asyncio.get_running_loop().run_in_executor(None, survive)
            concurrent.futures.ThreadPoolExecutor().submit(survive)
            await asyncio.sleep(1)
        run(main)
        print("closed")
    """)

    assert (ended.stdout, ended.stderr, ended.returncode) == ("closed\n", "", 0)


def test_a_thread_that_sleeps_for_ever_is_ended_when_the_loop_is_closed():
    ended = []

    def work():
        try:
            while True:
                time.sleep(1)
        finally:
            ended.append(True)

    async def main():
        threading.Thread(target=work).start()
        await asyncio.sleep(3)

    loop = run(main)

    assert (ended, loop.ended) == ([True], 3.0)
    assert [span.outcome for span in loop.timeline.of("thread")] == ["raised Abandoned"]


def test_a_thread_that_waits_for_ever_is_ended_when_the_loop_is_closed():
    ended = []

    def work():
        try:
            threading.Event().wait()
        finally:
            ended.append(True)

    async def main():
        threading.Thread(target=work).start()
        await asyncio.sleep(3)

    run(main)

    assert ended == [True]


def test_jobs_of_the_default_pool_finish_before_the_loop_is_closed():
    finished = []

    async def main():
        loop = asyncio.get_running_loop()
        loop.run_in_executor(None, lambda: time.sleep(2) or finished.append(loop.time()))

    loop = run(main)

    assert finished == [2.0]
    assert loop.time() == 2.0


def test_jobs_of_the_default_pool_can_still_use_the_loop_while_they_finish():
    finished = []

    async def answer():
        await asyncio.sleep(1)
        return 42

    async def main():
        loop = asyncio.get_running_loop()
        ask = asyncio.run_coroutine_threadsafe
        loop.run_in_executor(None, lambda: finished.append(ask(answer(), loop).result()))
        await asyncio.sleep(0)

    run(main)

    assert finished == [42]


def test_a_job_that_never_finishes_gets_five_minutes():
    def work():
        while True:
            time.sleep(1)

    async def main():
        asyncio.get_running_loop().run_in_executor(None, work)

    loop = run(main)

    assert (loop.raised_in_closing, loop.time()) == (None, 300.0)


def test_nobody_is_told_of_a_job_that_was_ended(caplog):
    def work():
        while True:
            time.sleep(1)

    async def main():
        asyncio.get_running_loop().run_in_executor(None, work)

    with caplog.at_level(logging.ERROR, "asyncio"):
        run(main)
        gc.collect()

    assert caplog.text == ""


def test_after_a_deadlock_no_job_gets_any_time():
    async def main():
        event = threading.Event()
        await asyncio.to_thread(event.wait)

    loop = run(main)

    assert (loop.raised, loop.raised_in_closing, loop.time()) == (DeadlockError, None, 0.0)


def test_a_loop_can_be_closed_twice():
    loop = VirtualLoop()

    loop.close()
    loop.close()

    assert loop.is_closed()


def test_a_loop_that_runs_cannot_be_closed():
    async def main():
        with pytest.raises(RuntimeError, match="running event loop"):
            asyncio.get_running_loop().close()

    run(main)


def in_a_process(program):
    """Run *program* in a process of its own, with the names of this module."""
    head = "import concurrent.futures\nfrom test_clock_ending import *\n"
    lines = [line.removeprefix("        ") for line in program.splitlines()]
    path = os.pathsep.join([os.path.dirname(__file__), *filter(None, sys.path)])  # noqa: PTH120
    return subprocess.run(
        [sys.executable, "-c", head + "\n".join(lines)],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        env={"PYTHONPATH": path},
    )
