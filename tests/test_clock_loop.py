"""The loop in virtual time: how long everything takes, exactly, and when it gives up."""

import asyncio
import contextlib
import sys

import pytest

from asynclings.clock import VirtualClock, VirtualLoop, install
from asynclings.errors import DeadlockError, LivelockError, TimeCapError
from asynclings.timeline import Timeline

install()

HERE = __file__


def run(main, **options):
    """Run the coroutine function *main* on a loop of its own; return the loop."""
    loop = VirtualLoop(**options)
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(main())
    return loop


def line_of(function, offset):
    """Return ``path:line`` of the line that is *offset* lines below the head of *function*."""
    return f"{HERE}:{function.__code__.co_firstlineno + offset}"


# --- exact durations -------------------------------------------------------------------


def test_sleeps_at_once_take_as_long_as_the_longest():
    async def main():
        await asyncio.gather(asyncio.sleep(1), asyncio.sleep(2))

    assert run(main).time() == 2.0


def test_ten_sleeps_of_a_tenth_end_at_exactly_one():
    async def main():
        for _ in range(10):
            await asyncio.sleep(0.1)

    assert run(main).time() == 1.0


def test_a_time_limit_ends_at_its_second():
    async def main():
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(1.5):
                await asyncio.sleep(3)

    assert run(main).time() == 1.5


def test_a_wait_that_was_given_up_takes_as_long_as_it_was_patient():
    async def main():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.Event().wait(), 0.25)

    assert run(main).time() == 0.25


def test_a_call_is_made_at_its_second():
    calls = []

    async def main():
        loop = asyncio.get_running_loop()
        loop.call_later(2, lambda: calls.append(loop.time()))
        loop.call_at(1, lambda: calls.append(loop.time()))
        await asyncio.sleep(3)

    run(main)

    assert calls == [1.0, 2.0]


def test_timers_of_one_instant_fire_in_the_same_turn():
    order = []

    async def main():
        loop = asyncio.get_running_loop()
        loop.call_later(0.1 + 0.2, order.append, "sum")
        loop.call_later(0.3, order.append, "whole")
        loop.call_later(0.3, loop.call_soon, order.append, "next turn")
        await asyncio.sleep(1)

    run(main)

    assert sorted(order[:2]) == ["sum", "whole"]
    assert order[2] == "next turn"


def test_a_pipeline_of_queues_takes_as_long_as_its_slowest_stage():
    async def main():
        queue = asyncio.Queue(1)

        async def produce():
            for item in range(5):
                await asyncio.sleep(0.1)
                await queue.put(item)

        async def consume():
            for _ in range(5):
                await queue.get()
                await asyncio.sleep(0.3)

        await asyncio.gather(produce(), consume())

    assert run(main).time() == 1.6


def test_three_days_pass_where_the_cap_allows_them():
    async def main():
        await asyncio.sleep(3 * 86400)

    assert run(main, cap_seconds=1e6).time() == 259200.0


def test_ten_years_in_steps_of_a_day_never_stall():
    async def main():
        for _ in range(3650):
            await asyncio.sleep(86400)

    assert run(main, cap_seconds=1e9).time() == 3650 * 86400


def test_a_timer_that_is_cancelled_takes_no_time():
    async def main():
        asyncio.get_running_loop().call_later(100, print).cancel()
        await asyncio.sleep(1)

    assert run(main).time() == 1.0


@pytest.mark.skipif(sys.version_info < (3, 12), reason="eager tasks came with Python 3.12")
def test_eager_tasks_take_the_same_time():
    async def main():
        asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
        await asyncio.gather(asyncio.sleep(1), asyncio.sleep(1))

    loop = run(main)

    assert loop.time() == 1.0
    assert {span.end for span in loop.timeline.of("sleep")} == {1.0}


def test_a_task_factory_of_the_answer_is_used_and_seen():
    made = []

    def factory(loop, coro, **options):
        made.append(coro.__name__)
        return asyncio.Task(coro, loop=loop, **options)

    async def child():
        await asyncio.sleep(1)

    async def main():
        asyncio.get_running_loop().set_task_factory(factory)
        await asyncio.create_task(child(), name="mine")

    loop = run(main)

    assert made[0] == "child"
    assert [span.interval for span in loop.timeline.of("task", "mine")] == [(0, 1)]


def test_debug_mode_changes_no_duration():
    async def main():
        await asyncio.gather(asyncio.to_thread(lambda: None), asyncio.sleep(2))

    loop = VirtualLoop()
    with asyncio.Runner(loop_factory=lambda: loop, debug=True) as runner:
        runner.run(main())

    assert loop.time() == 2.0


def test_two_loops_can_share_a_clock():
    async def main():
        await asyncio.sleep(1)

    clock = VirtualClock()
    run(main, clock=clock)
    second = run(main, clock=clock)

    assert (second.time(), clock.now) == (2.0, 2.0)


# --- the timeline ----------------------------------------------------------------------


def test_a_task_is_a_span_from_its_creation_to_its_end():
    async def child():
        await asyncio.sleep(1)

    async def main():
        await asyncio.sleep(0.5)
        await asyncio.create_task(child(), name="child")

    (span,) = run(main).timeline.of("task", "child")

    assert (span.interval, span.outcome) == ((0.5, 1.5), "returned")
    assert span.where == line_of(main, 2)
    assert span.args == (child.__qualname__,)


def test_a_span_says_how_a_task_ended():
    async def fail():
        raise ValueError

    async def main():
        failing = asyncio.create_task(fail(), name="failing")
        stopped = asyncio.create_task(asyncio.sleep(5), name="stopped")
        await asyncio.sleep(1)
        stopped.cancel()
        await asyncio.gather(failing, stopped, return_exceptions=True)

    spans = run(main).timeline.of("task")

    assert {span.name: span.outcome for span in spans if not span.name.startswith("Task")} == {
        "failing": "raised ValueError",
        "stopped": "cancelled",
    }


def test_the_span_does_not_count_as_retrieving_the_exception():
    complaints = []

    async def fail():
        raise ValueError

    async def main():
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: complaints.append(context["message"]))
        task = asyncio.create_task(fail())
        await asyncio.sleep(1)
        del task

    run(main)

    assert complaints == ["Task exception was never retrieved"]


def test_a_task_that_is_renamed_keeps_its_last_name():
    async def child():
        asyncio.current_task().set_name("late")

    async def main():
        await asyncio.create_task(child(), name="early")

    assert run(main).timeline.of("task", "late")


def test_nobody_but_its_owner_holds_a_task_that_ended():
    async def main():
        import gc
        import weakref

        gone = weakref.ref(asyncio.create_task(asyncio.sleep(1)))
        await asyncio.sleep(2)
        gc.collect()
        return gone()

    loop = VirtualLoop()
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        assert runner.run(main()) is None


def test_a_sleep_is_a_span_with_its_line():
    async def main():
        await asyncio.sleep(1)

    (span,) = run(main).timeline.of("sleep")

    assert (span.interval, span.where, span.args) == ((0, 1), line_of(main, 1), (1.0,))


def test_a_sleep_that_is_cut_short_ends_when_it_was_cut():
    async def main():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.sleep(5), 1)

    (span,) = run(main).timeline.of("sleep")

    assert (span.interval, span.outcome) == ((0, 1), "cancelled")


def test_what_the_loop_does_to_close_is_nobodys_line():
    async def main():
        pass

    spans = run(main).timeline.of("task")

    assert [span.where for span in spans[1:]] == [""] * len(spans[1:])


def test_the_timers_that_fire_are_counted():
    async def main():
        for _ in range(3):
            await asyncio.sleep(1)
        asyncio.get_running_loop().call_later(9, print).cancel()

    assert run(main).timers_fired == 3


def test_a_timeline_may_be_shared():
    async def main():
        pass

    timeline = Timeline()
    run(main, timeline=timeline)

    assert timeline.of("task")


# --- the end of time -------------------------------------------------------------------


def test_a_wait_for_nothing_is_a_deadlock_at_once():
    async def main():
        await asyncio.sleep(1)
        await asyncio.Event().wait()

    with pytest.raises(DeadlockError) as caught:
        run(main)

    assert "at virtual 1 s" in str(caught.value)
    assert f"waits at test_clock_loop.py:{main.__code__.co_firstlineno + 2} in main()" in str(
        caught.value
    )


def test_two_locks_in_opposite_order_are_a_deadlock():
    async def take(first, second):
        async with first:
            await asyncio.sleep(1)
            async with second:
                pass

    async def main():
        one, two = asyncio.Lock(), asyncio.Lock()
        await asyncio.gather(take(one, two), take(two, one))

    with pytest.raises(DeadlockError, match=r"in take\(\) for Lock.acquire"):
        run(main)


def test_polling_without_a_pause_is_a_livelock():
    async def main():
        while True:  # noqa: ASYNC110 - on purpose
            await asyncio.sleep(0)

    with pytest.raises(
        LivelockError, match=r"'Task-.*' polls without a pause at test_clock_loop\.py"
    ):
        run(main)


def test_callbacks_that_call_each_other_are_a_livelock():
    def again():
        asyncio.get_running_loop().call_soon(again)

    async def main():
        again()
        await asyncio.sleep(1)

    with pytest.raises(LivelockError, match=r"100,000 times while no time passed"):
        run(main)


def test_ninety_thousand_turns_at_one_instant_are_allowed_and_then_again():
    async def main():
        for _ in range(2):
            for _ in range(90_000):
                await asyncio.sleep(0)
            await asyncio.sleep(1)

    assert run(main).time() == 2.0


def test_waiting_in_steps_for_ever_ends_at_the_cap():
    async def main():
        while True:  # noqa: ASYNC110 - on purpose
            await asyncio.sleep(7)

    with pytest.raises(TimeCapError, match="would pass 600 s"):
        run(main)


def test_one_sleep_beyond_the_cap_is_too_much():
    async def main():
        await asyncio.sleep(5)

    with pytest.raises(TimeCapError):
        run(main, cap_seconds=4)


def test_a_loop_can_run_again_after_it_has_run():
    loop = VirtualLoop()

    loop.run_until_complete(asyncio.sleep(1))
    loop.run_until_complete(asyncio.sleep(1))
    loop.close()

    assert loop.time() == 2.0


def test_outside_of_a_run_there_is_no_loop():
    from asynclings.clock import current_loop

    async def main():
        return current_loop(), await asyncio.to_thread(current_loop)

    loop = VirtualLoop()
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        assert runner.run(main()) == (loop, loop)
    assert current_loop() is None
