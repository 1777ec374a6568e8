"""What a deadlock says: who waits, where, for what."""

import asyncio
import queue
import threading
import time

import pytest

from asynclings.clock import VirtualLoop, install
from asynclings.errors import DeadlockError

install()


def rows(main, **options):
    """Return the lines in which the deadlock of *main* describes the instant."""
    loop = VirtualLoop()
    runner = asyncio.Runner(loop_factory=lambda: loop)
    with pytest.raises(DeadlockError) as caught, runner:
        runner.run(main(), **options)
    head, *lines = str(caught.value).splitlines()
    assert head == "every task waits for something that can no longer happen"
    return lines


async def lock():
    held = asyncio.Lock()
    await held.acquire()
    async with held:
        pass


async def semaphore():
    async with asyncio.Semaphore(0):
        pass


async def condition():
    condition = asyncio.Condition()
    async with condition:
        await condition.wait()


async def timeout():
    async with asyncio.timeout(None):
        await asyncio.get_running_loop().create_future()


@pytest.mark.parametrize(
    ("wait", "what"),
    [
        (lambda: asyncio.Event().wait(), "Event.wait"),
        (lambda: asyncio.Queue().get(), "Queue.get"),
        (lambda: asyncio.Barrier(2).wait(), "Barrier.wait"),
        (lambda: asyncio.wait([asyncio.get_running_loop().create_future()]), "wait"),
        (lambda: asyncio.to_thread(queue.Queue().get), "to_thread"),
    ],
    ids=["event", "queue", "barrier", "wait", "thread"],
)
def test_a_task_says_which_call_it_waits_in(wait, what):
    async def main():
        await wait()

    line = main.__code__.co_firstlineno + 1
    task = rows(main)[1]

    assert task.endswith(f"waits at test_clock_describe.py:{line} in main() for {what}")


@pytest.mark.parametrize(
    ("main", "what"),
    [
        (lock, "Lock.acquire"),
        (semaphore, "Semaphore.acquire"),
        (condition, "Condition.wait"),
        (timeout, "a future"),
    ],
)
def test_a_context_manager_does_not_hide_what_is_waited_for(main, what):
    assert rows(main)[1].endswith(f"in {main.__name__}() for {what}")


def test_the_line_is_the_innermost_of_ones_own():
    async def inner():
        await asyncio.Event().wait()

    async def main():
        await asyncio.wait_for(inner(), None)

    (task,) = [row for row in rows(main) if "inner()" in row]

    assert f"test_clock_describe.py:{inner.__code__.co_firstlineno + 1} in inner()" in task


def test_a_task_says_which_task_it_waits_for():
    async def child():
        await asyncio.Event().wait()

    async def main():
        await asyncio.create_task(child(), name="child")

    assert rows(main)[1].endswith("in main() for task 'child'")


def test_a_task_says_which_of_those_that_it_gathers_are_left():
    async def child():
        await asyncio.Event().wait()

    async def main():
        one = asyncio.create_task(child(), name="one")
        two = asyncio.create_task(asyncio.sleep(1), name="two")
        await asyncio.gather(one, two)

    lines = rows(main)

    assert lines[0] == "at virtual 1 s:"
    assert lines[1].endswith("for gather() of 'one'")


def test_a_task_that_sleeps_says_until_when():
    async def main():
        return asyncio.get_running_loop().describe()

    async def outer():
        await asyncio.sleep(2)
        sleeping = asyncio.create_task(asyncio.sleep(3), name="sleeper")
        await asyncio.sleep(1)
        text = await main()
        sleeping.cancel()
        return text

    loop = VirtualLoop()
    text = loop.run_until_complete(outer())
    loop.close()

    assert "task 'sleeper' waits for asyncio.sleep until 5 s" in text
    assert "runs at test_clock_describe.py" in text


def test_a_task_that_has_not_started_is_said_not_to():
    async def child():
        pass

    async def main():
        task = asyncio.create_task(child(), name="child")
        text = asyncio.get_running_loop().describe()
        await task
        return text

    loop = VirtualLoop()
    text = loop.run_until_complete(main())
    loop.close()

    assert "task 'child' has not started: " in text
    assert text.rstrip().endswith("child()")


def test_tasks_are_told_in_the_order_of_their_numbers():
    async def child():
        await asyncio.Event().wait()

    async def main():
        await asyncio.gather(*(asyncio.create_task(child(), name=f"task {n}") for n in range(12)))

    names = [row.split("'")[1] for row in rows(main) if "child()" in row]

    assert names == [f"task {n}" for n in range(12)]


def test_a_thousand_tasks_are_counted_rather_than_listed():
    async def main():
        await asyncio.gather(*(asyncio.Event().wait() for _ in range(1000)))

    lines = rows(main)

    assert len(lines) == 22
    assert lines[-1] == "  ... and 981 more tasks"


def test_threads_say_where_they_wait_and_until_when():
    async def main():
        loop = asyncio.get_running_loop()

        def sleeper():
            time.sleep(5)

        def waiter():
            threading.Event().wait(7)

        working = [loop.run_in_executor(None, work) for work in (sleeper, waiter)]
        await asyncio.sleep(1)
        text = loop.describe()
        await asyncio.gather(*working)
        return text, [work.__code__.co_firstlineno + 1 for work in (sleeper, waiter)]

    loop = VirtualLoop()
    text, (sleep_line, wait_line) = loop.run_until_complete(main())
    loop.close()
    here = "test_clock_describe.py"

    assert f"thread job sleeper waits at {here}:{sleep_line} for time.sleep until 5 s" in text
    assert f"thread job waiter waits at {here}:{wait_line} for Event.wait() until 7 s" in text


def test_a_job_behind_a_full_pool_says_that_no_thread_is_free():
    import concurrent.futures

    async def main():
        pool = concurrent.futures.ThreadPoolExecutor(1)
        jobs = [pool.submit(time.sleep, 1) for _ in range(2)]
        await asyncio.sleep(0.5)
        text = asyncio.get_running_loop().describe()
        await asyncio.gather(*map(asyncio.wrap_future, jobs))
        return text

    loop = VirtualLoop()
    text = loop.run_until_complete(main())
    loop.close()

    assert "thread job sleep has not started: no thread is free" in text


def test_a_probe_can_explain_what_is_missing():
    async def main():
        asyncio.get_running_loop().explainers += [lambda: "1 of 2 in flight: foo", lambda: ""]
        await asyncio.Event().wait()

    lines = rows(main)

    assert lines[-1] == "  1 of 2 in flight: foo"
    assert len(lines) == 3
