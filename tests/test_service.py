"""Fakes that take virtual time."""

import asyncio

import pytest

from asynclings.errors import DeadlockError
from asynclings.probes import Gate, Progress, Record, Rendezvous, Service, Services, heartbeat


def timeline():
    return asyncio.get_running_loop().timeline


async def test_a_call_takes_its_time_and_is_drawn():
    assert await Service("ask", 1.5, "yes")() == "yes"
    assert timeline() == {"ask": (0, 1.5)}


async def test_a_call_with_arguments_is_named_by_the_first():
    quote = Service("quote", {"A": 1, "B": 2}, {"A": 10, "B": 20})

    assert await asyncio.gather(quote("A"), quote("B")) == [10, 20]
    assert timeline() == {"quote A": (0, 1), "quote B": (0, 2)}
    assert (quote.calls, quote.peak, quote.finished, quote.running) == ([("A",), ("B",)], 2, 2, 0)


async def test_seconds_and_results_may_be_functions_of_the_arguments():
    assert await Service("double", lambda n: n, lambda n: 2 * n)(3) == 6
    assert timeline() == {"double 3": (0, 3)}


@pytest.mark.parametrize("failure", [ValueError("no"), ValueError])
async def test_a_failure_comes_after_the_time(failure):
    with pytest.raises(ValueError):
        await Service("ask", 1, raises=failure)()

    (call,) = timeline().of("call")
    assert (call.interval, call.outcome) == ((0, 1), "raised ValueError")


async def test_a_cancelled_call_ends_after_its_clean_up():
    task = asyncio.create_task(Service("ask", 5, cleanup=0.5)())
    await asyncio.sleep(1)
    task.cancel()
    await asyncio.wait([task])

    (call,) = timeline().of("call")
    assert (call.interval, call.outcome) == ((0, 1.5), "cancelled")


async def test_a_rendezvous_lets_go_when_all_are_there():
    meeting = Rendezvous(2)
    ask = Service("ask", returns=1, meets=meeting)

    assert await asyncio.gather(ask(), ask()) == [1, 1]
    assert meeting.explain() == ""


def test_a_rendezvous_that_misses_somebody_says_so():
    from asynclings.clock import VirtualLoop

    with (
        pytest.raises(DeadlockError, match="only 1 of 2 calls were in flight together: ask"),
        asyncio.Runner(loop_factory=VirtualLoop) as runner,
    ):
        runner.run(Service("ask", meets=Rendezvous(2))())


async def test_a_gate_is_opened_by_the_grader_only():
    gate = Gate()
    waiting = asyncio.create_task(gate.wait())
    await asyncio.sleep(1)
    assert not waiting.done()

    gate.open()
    await waiting
    await gate.wait()


async def test_progress_is_a_mark():
    report = Progress("report")
    await asyncio.sleep(1)
    report("a", 2)

    assert timeline() == {"report a 2": 1}
    assert report.calls == [("a", 2)]


async def test_a_heart_beats_while_the_loop_is_free():
    async with heartbeat(0.5) as heart:
        await asyncio.sleep(2.2)

    assert heart.ticks == 4


def test_services_are_methods():
    login = Service("login")

    assert Services(login=login).login is login


def test_a_forgotten_call_is_named_like_the_service():
    coroutine = Service("api.pay")()

    assert coroutine.__qualname__ == "api.pay"
    coroutine.close()


def test_a_record_is_equal_to_its_like_only():
    cart = Record("Cart", total=3)

    assert cart == Record("Cart", total=3)
    assert cart != Record("Basket", total=3)
    assert cart != Record("Cart", total=4)
    assert cart.total == 3
    assert repr(cart) == "Cart(total=3)"


def test_a_record_cannot_be_changed():
    with pytest.raises(AttributeError, match="read-only"):
        Record("Cart", total=3).total = 4
