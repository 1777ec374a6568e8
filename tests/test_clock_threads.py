"""Threads in virtual time: their sleeps, their order, the locks that they hold."""

import asyncio
import concurrent.futures
import hashlib
import threading
import time

import pytest

from asynclings.clock import VirtualLoop, current_loop, install
from asynclings.errors import DeadlockError

install()


def run(main):
    """Run the coroutine function *main* on a loop of its own; return the loop."""
    loop = VirtualLoop()
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        loop.answer = runner.run(main())
        loop.ended = loop.time()
    return loop


def compute():
    """Use some real processor time."""
    for _ in range(50):
        hashlib.sha256(bytes(10_000)).digest()


def test_three_threads_that_sleep_take_as_long_as_one():
    async def main():
        await asyncio.gather(*(asyncio.to_thread(time.sleep, 1) for _ in range(3)))

    assert run(main).ended == 1.0


def test_the_default_pool_has_thirty_two_threads_on_every_machine():
    async def main():
        await asyncio.gather(*(asyncio.to_thread(time.sleep, 1) for _ in range(40)))

    assert run(main).ended == 2.0


def test_a_pool_of_two_takes_three_jobs_in_two_rounds():
    async def main():
        asyncio.get_running_loop().set_default_executor(concurrent.futures.ThreadPoolExecutor(2))
        await asyncio.gather(*(asyncio.to_thread(time.sleep, 1) for _ in range(3)))

    assert run(main).ended == 2.0


def test_the_loop_goes_on_while_threads_sleep():
    ticks = []

    async def tick():
        while True:
            ticks.append(asyncio.get_running_loop().time())
            await asyncio.sleep(0.1)

    async def main():
        ticking = asyncio.create_task(tick())
        await asyncio.to_thread(time.sleep, 0.35)
        ticking.cancel()

    run(main)

    assert ticks == [0.0, 0.1, 0.2, 0.3]


def test_no_time_passes_while_a_thread_computes():
    async def main():
        async with asyncio.timeout(0.001):
            await asyncio.to_thread(compute)

    assert run(main).ended == 0.0


def test_a_time_limit_cuts_a_wait_for_a_thread_short():
    async def main():
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.to_thread(time.sleep, 4), 1)
        return asyncio.get_running_loop().time()

    assert run(main).answer == 1.0


def test_a_thread_that_is_ready_goes_before_a_timer_of_the_same_instant():
    order = []

    async def main():
        loop = asyncio.get_running_loop()
        loop.call_later(1, order.append, "timer")
        await asyncio.to_thread(lambda: (time.sleep(1), order.append("thread")))

    run(main)

    assert order == ["thread", "timer"]


def test_threads_take_turns_in_the_order_in_which_they_were_started():
    order = []

    def work(name):
        order.append((name, "begins"))
        compute()
        time.sleep(1)
        compute()
        order.append((name, "ends"))

    async def main():
        await asyncio.gather(*(asyncio.to_thread(work, name) for name in "abc"))

    run(main)

    assert order == [(name, what) for what in ("begins", "ends") for name in "abc"]


def test_what_a_thread_tells_the_loop_comes_after_all_that_it_does_at_that_instant():
    order = []

    def work(loop):
        loop.call_soon_threadsafe(order.append, "told")
        compute()
        order.append("did")

    async def main():
        await asyncio.to_thread(work, asyncio.get_running_loop())

    run(main)

    assert order == ["did", "told"]


@pytest.mark.parametrize("attempt", range(5))
def test_many_threads_give_the_same_story_every_time(attempt):
    async def main():
        story = []

        def work(number):
            for step in range(3):
                time.sleep(0.1 * (number % 4))
                story.append((number, step, current_loop().time()))

        await asyncio.gather(*(asyncio.to_thread(work, number) for number in range(12)))
        return story

    story = run(main).answer

    assert story == sorted(story, key=lambda row: row[2])
    assert hash(tuple(story)) == hash(tuple(run(main).answer))


def test_a_pool_inside_a_coroutine_takes_its_time_and_blocks_the_loop():
    async def main():
        with concurrent.futures.ThreadPoolExecutor() as pool:
            return list(pool.map(lambda seconds: time.sleep(seconds) or seconds, [2, 1]))

    loop = run(main)

    assert (loop.ended, loop.answer) == (2.0, [2, 1])
    assert [span.interval for span in loop.timeline.of("block")] == [(0, 2)]


def test_a_pool_that_is_awaited_properly_blocks_nothing():
    async def main():
        loop = asyncio.get_running_loop()
        with concurrent.futures.ThreadPoolExecutor() as pool:
            await loop.run_in_executor(pool, time.sleep, 1)

    loop = run(main)

    assert (loop.ended, loop.timeline.of("block")) == (1.0, [])


def test_a_bare_thread_is_in_virtual_time():
    async def main():
        thread = threading.Thread(target=time.sleep, args=(3,))
        thread.start()
        await asyncio.sleep(1)
        thread.join()

    loop = run(main)

    assert loop.ended == 3.0
    assert [span.interval for span in loop.timeline.of("block", "Thread.join()")] == [(1, 3)]


def test_a_timer_of_threading_fires_at_its_second():
    fired = []

    async def main():
        loop = asyncio.get_running_loop()
        threading.Timer(2.5, lambda: fired.append(loop.time())).start()
        await asyncio.sleep(5)

    run(main)

    assert fired == [2.5]


def test_a_thread_may_start_threads():
    async def main():
        def outer():
            inner = threading.Thread(target=time.sleep, args=(2,))
            inner.start()
            inner.join()
            return current_loop().time()

        return await asyncio.to_thread(outer)

    assert run(main).answer == 2.0


def test_a_job_is_on_the_timeline_with_the_name_and_line_of_its_start():
    def work():
        time.sleep(1)

    async def main():
        await asyncio.sleep(1)
        await asyncio.to_thread(work)

    (span,) = run(main).timeline.of("thread")

    assert (span.name, span.interval, span.outcome) == ("work", (1, 2), "returned")
    assert span.where == f"{__file__}:{main.__code__.co_firstlineno + 2}"


def test_a_job_that_raises_says_so_on_the_timeline():
    async def main():
        with pytest.raises(ZeroDivisionError):
            await asyncio.to_thread(lambda: 1 // 0)

    (span,) = run(main).timeline.of("thread")

    assert span.outcome == "raised ZeroDivisionError"


def test_a_job_that_is_cancelled_before_it_begins_holds_nothing_up():
    async def main():
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            first = pool.submit(time.sleep, 1)
            second = pool.submit(time.sleep, 1)
            second.cancel()
            await asyncio.wrap_future(first)

    assert run(main).ended == 1.0


def test_a_pool_that_drops_its_queue_holds_nothing_up():
    async def main():
        pool = concurrent.futures.ThreadPoolExecutor(1)
        jobs = [pool.submit(time.sleep, 1) for _ in range(3)]
        pool.shutdown(wait=False, cancel_futures=True)
        await asyncio.wrap_future(jobs[0])
        await asyncio.sleep(1)

    assert run(main).ended == 2.0


def test_a_pool_that_is_shut_down_takes_no_more_jobs():
    async def main():
        pool = concurrent.futures.ThreadPoolExecutor()
        pool.shutdown()
        with pytest.raises(RuntimeError, match="after shutdown"):
            pool.submit(print)
        await asyncio.sleep(1)

    loop = run(main)

    assert (loop.ended, loop.timeline.of("thread")) == (1.0, [])


def test_a_thread_can_wait_for_a_coroutine_of_the_loop():
    async def answer():
        await asyncio.sleep(1)
        return 42

    async def main():
        loop = asyncio.get_running_loop()
        ask = asyncio.run_coroutine_threadsafe
        return await asyncio.to_thread(lambda: ask(answer(), loop).result())

    loop = run(main)

    assert (loop.ended, loop.answer, loop.timeline.of("block")) == (1.0, 42, [])


def test_sleeps_inside_a_lock_come_one_after_another():
    lock = threading.Lock()

    def work():
        with lock:
            time.sleep(1)

    async def main():
        await asyncio.gather(*(asyncio.to_thread(work) for _ in range(3)))

    assert run(main).ended == 3.0


def test_threads_that_wait_for_each_others_locks_are_a_deadlock():
    one, two = threading.Lock(), threading.Lock()

    def take(first, second):
        with first:
            time.sleep(1)
            # Not for ever, so that no thread is left behind.
            if second.acquire(timeout=3):
                second.release()

    async def main():
        await asyncio.gather(asyncio.to_thread(take, one, two), asyncio.to_thread(take, two, one))

    with pytest.raises(DeadlockError, match=r"thread job take runs at test_clock_threads\.py"):
        run(main)


def test_polling_for_a_thread_lets_the_thread_do_its_part():
    def work(done):
        compute()
        done.append(1)

    async def main():
        done = []
        threading.Thread(target=work, args=(done,)).start()
        turns = 0
        while not done:
            turns += 1
            await asyncio.sleep(0)
        return turns

    loop = run(main)

    assert loop.ended == 0.0
    assert loop.answer == run(main).answer < 1000


def test_busy_waiting_in_a_thread_takes_virtual_time():
    def work():
        end = time.monotonic() + 0.25
        while time.monotonic() < end:
            pass

    async def main():
        await asyncio.to_thread(work)

    loop = run(main)

    assert (loop.ended, loop.timeline.of("block")) == (0.25, [])


def test_a_loop_can_run_in_a_thread_of_a_loop():
    async def inner():
        await asyncio.sleep(2)
        return asyncio.get_running_loop().time()

    async def main():
        inside, _ = await asyncio.gather(asyncio.to_thread(asyncio.run, inner()), asyncio.sleep(3))
        return inside

    loop = run(main)

    assert (loop.ended, loop.answer) == (3.0, 2.0)


def test_two_loops_in_two_threads_can_call_each_other():
    async def double(number):
        await asyncio.sleep(1)
        return 2 * number

    async def main():
        ready = threading.Event()
        other = []

        async def serve():
            stop = asyncio.Event()
            other.extend([asyncio.get_running_loop(), stop])
            ready.set()
            await stop.wait()

        serving = asyncio.create_task(asyncio.to_thread(asyncio.run, serve()))
        await asyncio.to_thread(ready.wait)
        answer = await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(double(4), other[0]))
        other[0].call_soon_threadsafe(other[1].set)
        await serving
        return answer

    loop = run(main)

    assert (loop.ended, loop.answer) == (1.0, 8)


def test_blocking_the_loop_in_a_thread_is_noted_like_any_other():
    async def inner():
        time.sleep(1)  # noqa: ASYNC251

    async def main():
        await asyncio.to_thread(asyncio.run, inner())

    loop = run(main)

    assert loop.ended == 1.0
    assert [span.name for span in loop.timeline.of("block")] == ["time.sleep"]
