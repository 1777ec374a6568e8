# ruff: noqa: ASYNC251 - to block the loop is what this is about
"""What blocks the loop takes virtual time and is noted, with its line and its task."""

import asyncio
import datetime as dt
import logging
import time

import pytest

from asynclings.clock import VirtualLoop, crunch, install
from asynclings.errors import TimeCapError

install()


def run(main, **options):
    """Run the coroutine function *main* on a loop of its own; return the loop."""
    loop = VirtualLoop(**options)
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        loop.answer = runner.run(main())
        loop.ended = loop.time()
    return loop


def line_of(function, offset):
    return f"{__file__}:{function.__code__.co_firstlineno + offset}"


def test_time_sleep_in_a_coroutine_costs_its_time():
    async def rude():
        time.sleep(1)

    async def main():
        await asyncio.gather(rude(), rude())

    assert run(main).ended == 2.0


def test_time_sleep_in_a_coroutine_is_a_block_with_its_line_and_task():
    async def rude():
        time.sleep(1)

    async def main():
        await asyncio.create_task(rude(), name="culprit")

    (block,) = run(main).timeline.of("block")

    assert (block.name, block.interval) == ("time.sleep", (0, 1))
    assert (block.where, block.args) == (line_of(rude, 1), ("culprit",))


def test_no_timer_fires_while_the_loop_is_blocked():
    fired = []

    async def main():
        loop = asyncio.get_running_loop()
        loop.call_later(1, lambda: fired.append(loop.time()))
        time.sleep(3)
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    run(main)

    assert fired == [3.0]


def test_threads_go_on_while_the_loop_is_blocked():
    times = []

    async def main():
        loop = asyncio.get_running_loop()

        def work():
            for _ in range(3):
                time.sleep(0.4)
                times.append(round(loop.time(), 6))

        working = asyncio.create_task(asyncio.to_thread(work))
        await asyncio.sleep(0)
        time.sleep(1)
        times.append("unblocked")
        await working

    run(main)

    assert times == [0.4, 0.8, "unblocked", 1.2]


def test_a_sleep_of_no_time_is_no_block():
    async def main():
        time.sleep(0)

    assert run(main).timeline.of("block") == []


def test_a_sleep_of_less_than_no_time_is_refused_as_ever():
    async def main():
        with pytest.raises(ValueError, match="must be non-negative"):
            time.sleep(-1)

    run(main)


def test_to_block_beyond_the_cap_fails_at_that_line():
    async def main():
        while True:
            time.sleep(60)

    with pytest.raises(TimeCapError, match=r"task 'Task-\d+' runs at test_clock_blocks.py:\d+"):
        run(main)


def test_debug_mode_complains_about_a_slow_step_in_virtual_time(caplog):
    async def main():
        time.sleep(0.5)

    with (
        asyncio.Runner(loop_factory=VirtualLoop, debug=True) as runner,
        caplog.at_level(logging.WARNING, "asyncio"),
    ):
        runner.run(main())

    assert "took 0.500 seconds" in caplog.text


def date():
    return dt.datetime.now(dt.UTC).timestamp()


@pytest.mark.parametrize("clock", [time.monotonic, time.perf_counter, time.time, date])
def test_a_busy_wait_takes_virtual_time_and_is_one_block(clock):
    async def main():
        end = clock() + 0.5
        while clock() < end:
            pass

    loop = run(main)

    (block,) = loop.timeline.of("block")
    assert loop.ended == pytest.approx(0.5, abs=0.0011)
    assert (block.name, block.end) == ("busy wait", loop.ended)
    assert block.where.startswith(__file__)


def test_a_busy_wait_by_the_loops_own_clock_is_one_too():
    async def main():
        loop = asyncio.get_running_loop()
        while loop.time() < 0.5:
            pass

    loop = run(main)

    assert loop.ended == 0.5
    assert [span.name for span in loop.timeline.of("block")] == ["busy wait"]


def test_twenty_thousand_timers_are_no_busy_wait():
    async def main():
        loop = asyncio.get_running_loop()
        timers = [loop.call_later(1, print) for _ in range(20_000)]
        start = loop.time()
        for timer in timers:
            timer.cancel()
        return start

    assert run(main).answer == 0.0


def test_many_tasks_that_look_at_the_clock_are_no_busy_wait():
    async def look():
        time.perf_counter()
        await asyncio.sleep(0)
        time.perf_counter()

    async def main():
        await asyncio.gather(*(look() for _ in range(6_000)))

    loop = run(main)

    assert (loop.ended, loop.timeline.of("block")) == (0.0, [])


def test_a_step_that_computes_for_long_is_a_block_that_takes_no_virtual_time():
    async def compute():
        end = time.thread_time() + 0.4
        while time.thread_time() < end:
            pass
        await asyncio.sleep(1)

    async def main():
        await asyncio.gather(asyncio.create_task(compute(), name="culprit"), asyncio.sleep(1))

    loop = run(main)

    (block,) = loop.timeline.of("block")
    assert (block.name, block.interval, block.where) == ("computing", (0, 0), line_of(compute, 4))
    assert block.args[0] == "culprit"
    assert block.args[1] > 0.3
    assert loop.ended == 1.0


def test_many_short_steps_of_one_turn_are_no_block():
    async def compute():
        end = time.thread_time() + 0.02
        while time.thread_time() < end:
            pass

    async def main():
        await asyncio.gather(*(compute() for _ in range(20)))

    assert run(main).timeline.of("block") == []


def test_a_callback_that_computes_for_long_is_known_by_its_first_line():
    def compute():
        end = time.thread_time() + 0.4
        while time.thread_time() < end:
            pass

    async def main():
        asyncio.get_running_loop().call_soon(compute)
        await asyncio.sleep(1)

    (block,) = run(main).timeline.of("block")

    assert (block.args[0], block.where) == ("", line_of(compute, 0))


# --- crunch ----------------------------------------------------------------------------


def test_crunching_on_the_loops_thread_blocks_it():
    async def main():
        crunch(2)

    loop = run(main)

    (block,) = loop.timeline.of("block")
    assert loop.ended == 2.0
    assert (block.name, block.interval, block.where) == ("crunch", (0, 2), line_of(main, 1))


def test_crunching_in_a_thread_blocks_nothing():
    async def main():
        await asyncio.gather(asyncio.to_thread(crunch, 2), asyncio.sleep(1))

    loop = run(main)

    assert (loop.ended, loop.timeline.of("block")) == (2.0, [])


def test_threads_that_crunch_take_turns_as_the_interpreter_lock_makes_them():
    async def main():
        await asyncio.gather(*(asyncio.to_thread(crunch, 1) for _ in range(3)))

    assert run(main).ended == 3.0


def test_threads_that_crunch_without_the_interpreter_lock_do_so_at_once():
    async def main():
        jobs = (asyncio.to_thread(crunch, 1, holds_gil=False) for _ in range(3))
        await asyncio.gather(*jobs)

    assert run(main).ended == 1.0
