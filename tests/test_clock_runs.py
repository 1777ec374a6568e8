"""Plain code of a scenario: `asyncio.run` and its like give virtual time, too."""

import asyncio
import concurrent.futures
import threading
import time

import pytest

from asynclings.clock import VirtualClock, VirtualLoop, current_loop, install, virtual_runs
from asynclings.errors import AsynclingsError, BlockedLoopError
from asynclings.timeline import Timeline

install()


async def nap(seconds=1):
    await asyncio.sleep(seconds)
    return type(asyncio.get_running_loop())


@pytest.fixture
def clock():
    return VirtualClock()


@pytest.fixture
def timeline():
    return Timeline()


@pytest.fixture
def scenario(clock, timeline):
    with virtual_runs(clock, timeline):
        yield


@pytest.mark.usefixtures("scenario")
def test_asyncio_run_is_virtual(clock):
    assert asyncio.run(nap()) is VirtualLoop
    assert clock.now == 1.0


@pytest.mark.usefixtures("scenario")
def test_two_runs_follow_each_other_on_one_clock(clock):
    asyncio.run(nap(1))
    asyncio.run(nap(2))

    assert clock.now == 3.0


@pytest.mark.usefixtures("scenario")
def test_a_runner_is_virtual(clock):
    with asyncio.Runner() as runner:
        runner.run(nap())
        runner.run(nap())

    assert clock.now == 2.0


@pytest.mark.usefixtures("scenario")
def test_a_loop_that_is_made_by_hand_is_virtual(clock):
    loop = asyncio.new_event_loop()

    loop.run_until_complete(nap())
    loop.close()

    assert clock.now == 1.0


@pytest.mark.usefixtures("scenario")
@pytest.mark.skipif(not hasattr(asyncio, "get_event_loop_policy"), reason="gone with policies")
def test_the_loop_that_is_got_is_virtual(clock):
    asyncio.get_event_loop().run_until_complete(nap())

    assert clock.now == 1.0


@pytest.mark.usefixtures("scenario")
@pytest.mark.skipif(not hasattr(asyncio, "get_event_loop_policy"), reason="gone with policies")
@pytest.mark.filterwarnings("ignore:.*policy:DeprecationWarning")
def test_the_loop_that_the_policy_makes_is_virtual(clock):
    loop = asyncio.get_event_loop_policy().new_event_loop()

    loop.run_until_complete(nap())
    loop.close()

    assert clock.now == 1.0


@pytest.mark.usefixtures("scenario")
def test_a_plain_loop_of_asyncio_is_replaced(clock):
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        assert runner.run(nap()) is VirtualLoop
    assert clock.now == 1.0


@pytest.mark.usefixtures("scenario")
def test_a_loop_of_another_kind_is_refused():
    class Foreign(asyncio.SelectorEventLoop):
        pass

    with pytest.raises(AsynclingsError, match=r"Foreign cannot run in virtual time"):
        asyncio.Runner(loop_factory=Foreign).get_loop()


@pytest.mark.usefixtures("scenario")
def test_the_time_around_a_run_is_virtual(clock):
    start = time.perf_counter()
    time.sleep(0.5)
    asyncio.run(nap())

    assert time.perf_counter() - start == 1.5
    assert clock.now == 1.5


@pytest.mark.usefixtures("scenario")
def test_what_plain_code_waits_for_blocks_no_loop(timeline):
    thread = threading.Thread(target=time.sleep, args=(1,))
    thread.start()
    time.sleep(0.5)
    thread.join()

    assert timeline.of("block") == []


@pytest.mark.usefixtures("scenario")
def test_threads_of_plain_code_sleep_at_once(clock):
    with concurrent.futures.ThreadPoolExecutor() as pool:
        list(pool.map(time.sleep, [1, 2, 3]))

    assert clock.now == 3.0


@pytest.mark.usefixtures("scenario")
def test_plain_code_can_run_a_loop_in_a_thread(clock):
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    future = asyncio.run_coroutine_threadsafe(nap(), loop)

    assert future.result() is VirtualLoop
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
    assert clock.now == 1.0


@pytest.mark.usefixtures("scenario")
def test_plain_code_that_waits_for_nothing_is_told_so():
    with pytest.raises(BlockedLoopError, match=r"Event.wait\(\) at test_clock_runs.py:\d+ blocks"):
        threading.Event().wait()


@pytest.mark.usefixtures("scenario")
def test_a_busy_wait_of_plain_code_ends(clock):
    end = time.monotonic() + 0.1
    while time.monotonic() < end:
        pass

    assert clock.now == pytest.approx(0.1, abs=0.0011)


@pytest.mark.usefixtures("scenario")
def test_a_run_inside_a_run_fails_as_ever():
    async def main():
        coro = nap()
        try:
            asyncio.run(coro)
        finally:
            coro.close()

    with pytest.raises(RuntimeError, match="cannot be called from a running event loop"):
        asyncio.run(main())


@pytest.mark.usefixtures("scenario")
def test_tasks_of_a_run_are_on_the_timeline(timeline):
    asyncio.run(nap())

    assert [span.interval for span in timeline.of("sleep")] == [(0, 1)]


def test_the_loops_can_be_made_by_the_scenario(clock, timeline):
    class Watched(VirtualLoop):
        def sibling(self):
            return Watched(timeline=timeline, clock=clock)

    async def nested():
        return await asyncio.to_thread(asyncio.run, nap())

    with virtual_runs(clock, timeline, lambda: Watched(timeline=timeline, clock=clock)):
        assert asyncio.run(nap()) is Watched
        assert asyncio.run(nested()) is Watched


def test_threads_that_are_left_end_with_the_scenario(clock, timeline):
    ended = []

    def work():
        try:
            while True:
                time.sleep(1)
        finally:
            ended.append(clock.now)

    with virtual_runs(clock, timeline):
        threading.Thread(target=work).start()
        time.sleep(2.5)

    assert ended == [2.5]


def test_afterwards_everything_is_real_again(clock, timeline):
    with virtual_runs(clock, timeline):
        pass

    loop = asyncio.new_event_loop()
    loop.close()

    assert not isinstance(loop, VirtualLoop)
    assert current_loop() is None
