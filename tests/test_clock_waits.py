"""Events, conditions, queues and joins of `threading`, in virtual time."""

import asyncio
import concurrent.futures
import multiprocessing
import queue
import sys
import threading
import time

import pytest

from asynclings.clock import VirtualLoop, current_loop, install
from asynclings.errors import BlockedLoopError, DeadlockError

install()


def run(main):
    """Run the coroutine function *main* on a loop of its own; return the loop."""
    loop = VirtualLoop()
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        loop.answer = runner.run(main())
        loop.ended = loop.time()
    return loop


def now():
    return current_loop().time()


# --- in worker threads -----------------------------------------------------------------


def wait_for_an_event():
    return threading.Event().wait(2)


def wait_for_a_condition():
    condition = threading.Condition()
    with condition:
        return condition.wait_for(lambda: False, 2)


def wait_for_an_item():
    with pytest.raises(queue.Empty):
        queue.Queue().get(timeout=2)
    return False


def wait_for_room():
    full = queue.Queue(1)
    full.put(1)
    with pytest.raises(queue.Full):
        full.put(2, timeout=2)
    return False


def wait_for_a_semaphore():
    return threading.Semaphore(0).acquire(timeout=2)


def wait_for_a_barrier():
    with pytest.raises(threading.BrokenBarrierError):
        threading.Barrier(2).wait(2)
    return False


def wait_for_a_future():
    with pytest.raises(concurrent.futures.TimeoutError):
        concurrent.futures.Future().result(2)
    return False


def wait_for_one_of_many():
    done, _ = concurrent.futures.wait([concurrent.futures.Future()], 2)
    return bool(done)


def wait_for_a_thread():
    thread = threading.Thread(target=time.sleep, args=(5,))
    thread.start()
    thread.join(2)
    return not thread.is_alive()


WAITS = [value for name, value in sorted(globals().items()) if name.startswith("wait_for_")]


@pytest.mark.parametrize("wait", WAITS, ids=lambda wait: wait.__name__)
def test_a_wait_with_a_time_limit_takes_exactly_that_long(wait):
    async def main():
        return await asyncio.to_thread(lambda: (wait(), now()))

    loop = run(main)

    assert loop.answer == (False, 2.0)
    assert loop.timeline.of("block") == []


@pytest.mark.parametrize("wait", WAITS, ids=lambda wait: wait.__name__)
def test_the_same_wait_on_the_loops_thread_takes_as_long_and_blocks_it(wait):
    async def main():
        return wait(), now()

    loop = run(main)

    (block,) = loop.timeline.of("block")
    assert loop.answer == (False, 2.0)
    assert block.interval == (0, 2)
    assert block.where.startswith(__file__)


@pytest.mark.parametrize(
    ("wait", "name"),
    [
        (lambda: threading.Event().wait(1), "Event.wait()"),
        (lambda: threading.Semaphore(0).acquire(timeout=1), "Semaphore.acquire()"),
        (wait_for_an_item, "Queue.get()"),
        (wait_for_a_future, "Future.result()"),
        (wait_for_a_thread, "Thread.join()"),
        (wait_for_one_of_many, "wait()"),
    ],
    ids=str,
)
def test_a_block_bears_the_name_of_the_call(wait, name):
    async def main():
        wait()

    assert [span.name for span in run(main).timeline.of("block")] == [name]


def test_a_block_names_the_task_that_blocks():
    async def main():
        async def child():
            threading.Event().wait(1)

        await asyncio.create_task(child(), name="culprit")

    (block,) = run(main).timeline.of("block")

    assert block.args[0] == "culprit"


def test_an_event_wakes_a_thread_at_the_instant_at_which_it_is_set():
    event = threading.Event()

    async def main():
        waiting = asyncio.create_task(asyncio.to_thread(lambda: (event.wait(5), now())))
        await asyncio.sleep(1.5)
        event.set()
        return await waiting

    assert run(main).answer == (True, 1.5)


def test_threads_wake_in_the_order_in_which_they_waited():
    condition = threading.Condition()
    order = []

    def wait(name):
        with condition:
            condition.wait()
            order.append(name)

    async def main():
        waiting = [asyncio.create_task(asyncio.to_thread(wait, name)) for name in "abc"]
        await asyncio.sleep(1)
        with condition:
            condition.notify_all()
        await asyncio.gather(*waiting)

    run(main)

    assert order == ["a", "b", "c"]


def test_threads_hand_items_over_through_a_queue():
    items = queue.Queue(2)

    def produce():
        for number in range(6):
            time.sleep(1)
            items.put(number)
        items.put(None)

    def consume():
        taken = []
        while (number := items.get()) is not None:
            time.sleep(2)
            taken.append((number, now()))
        return taken

    async def main():
        _, taken = await asyncio.gather(asyncio.to_thread(produce), asyncio.to_thread(consume))
        return taken

    assert run(main).answer == [(number, 3.0 + 2 * number) for number in range(6)]


def test_a_barrier_lets_all_through_when_the_last_has_come():
    barrier = threading.Barrier(3)

    def work(seconds):
        time.sleep(seconds)
        barrier.wait()
        return now()

    async def main():
        return await asyncio.gather(*(asyncio.to_thread(work, seconds) for seconds in (1, 3, 2)))

    assert run(main).answer == [3.0, 3.0, 3.0]


def test_a_loops_thread_that_blocks_lets_the_others_go_on():
    done = threading.Event()
    times = []

    def work():
        for _ in range(3):
            time.sleep(1)
            times.append(now())
        done.set()

    async def main():
        threading.Thread(target=work).start()
        return done.wait(), now()

    loop = run(main)

    assert (loop.answer, times) == ((True, 3.0), [1.0, 2.0, 3.0])


def test_a_future_of_a_pool_can_be_waited_for_on_the_loops_thread():
    async def main():
        pool = concurrent.futures.ThreadPoolExecutor()
        return pool.submit(lambda: time.sleep(1) or "done").result(), now()

    loop = run(main)

    assert loop.answer == ("done", 1.0)
    assert [(b.name, b.interval) for b in loop.timeline.of("block")] == [
        ("Future.result()", (0, 1))
    ]


def test_a_future_that_is_not_ready_in_time_raises_at_that_time():
    async def main():
        future = concurrent.futures.ThreadPoolExecutor().submit(time.sleep, 3)
        with pytest.raises(TimeoutError):
            future.result(timeout=1)
        return now()

    assert run(main).answer == 1.0


def test_futures_can_be_taken_as_they_complete():
    async def main():
        pool = concurrent.futures.ThreadPoolExecutor()
        jobs = [pool.submit(lambda s=s: time.sleep(s) or s) for s in (3, 1, 2)]
        return [(job.result(), now()) for job in concurrent.futures.as_completed(jobs)]

    assert run(main).answer == [(1, 1.0), (2, 2.0), (3, 3.0)]


def test_a_join_with_a_limit_takes_no_longer_than_the_thread():
    async def main():
        thread = threading.Thread(target=time.sleep, args=(1,))
        thread.start()
        thread.join(5)
        return now(), thread.is_alive()

    assert run(main).answer == (1.0, False)


def test_a_wait_without_patience_takes_no_time():
    async def main():
        event, items = threading.Event(), queue.Queue()
        event.wait(0)
        with pytest.raises(queue.Empty):
            items.get_nowait()
        await asyncio.to_thread(event.wait, 0)

    loop = run(main)

    assert (loop.ended, loop.timeline.of("block")) == (0.0, [])


# --- for ever --------------------------------------------------------------------------


def test_a_thread_that_waits_for_ever_is_a_deadlock_that_names_it():
    def work():
        queue.Queue().get()

    async def main():
        await asyncio.to_thread(work)

    with pytest.raises(DeadlockError) as caught:
        run(main)

    assert (
        f"thread job work waits at test_clock_waits.py:{work.__code__.co_firstlineno + 1}"
        in str(caught.value)
    )
    assert "for Queue.get()" in str(caught.value)


def test_the_loops_own_thread_cannot_wait_for_a_coroutine_of_the_loop():
    async def main():
        loop = asyncio.get_running_loop()
        asyncio.run_coroutine_threadsafe(asyncio.sleep(1), loop).result()

    with pytest.raises(BlockedLoopError, match=r"Future.result\(\) at test_clock_waits.py:\d+ blo"):
        run(main)


def test_a_wait_that_nobody_can_end_blocks_the_loop_for_ever():
    async def main():
        threading.Event().wait()

    with pytest.raises(BlockedLoopError, match=r"Event.wait\(\) .* can never return\nat virtual"):
        run(main)


def test_a_condition_must_be_held_to_wait_for_it():
    async def main():
        with pytest.raises(RuntimeError, match="un-acquired lock"):
            threading.Condition().wait()

    run(main)


def test_in_the_real_world_waits_are_real():
    event = threading.Event()
    thread = threading.Thread(target=lambda: event.wait(5))

    thread.start()
    event.set()
    thread.join(5)

    assert not thread.is_alive()


# --- the world outside -----------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="the loop starts no processes on Windows")
def test_a_child_process_takes_real_time_and_no_time_limit_fires_early():
    async def main():
        async with asyncio.timeout(60):
            code = "import time; time.sleep(0.3)"
            child = await asyncio.create_subprocess_exec(sys.executable, "-c", code)
            return await child.wait()

    loop = run(main)

    assert loop.answer == 0
    assert 0.3 <= loop.ended < 60


def test_a_pool_of_processes_takes_real_time_and_no_time_limit_fires_early():
    context = multiprocessing.get_context("spawn")

    async def main():
        with concurrent.futures.ProcessPoolExecutor(1, context) as pool:
            async with asyncio.timeout(60):
                first = await asyncio.get_running_loop().run_in_executor(pool, abs, -1)
            return first, pool.submit(abs, -2).result()

    assert run(main).answer == (1, 2)


def test_a_thread_that_reads_a_real_pipe_takes_real_time():
    code = "import time; time.sleep(0.2); print('late')"

    def work():
        import subprocess

        return subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout

    async def main():
        async with asyncio.timeout(60):
            return await asyncio.to_thread(work)

    loop = run(main)

    assert loop.answer.strip() == b"late"
    assert loop.ended < 60


def test_a_helper_thread_of_the_standard_library_can_resolve_what_looks_like_a_deadlock():
    from multiprocessing.pool import ThreadPool

    async def main():
        with ThreadPool(1) as pool:
            return pool.apply(abs, (-3,))

    assert run(main).answer == 3
