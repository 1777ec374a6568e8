"""A caller that cancels what it has called."""

import asyncio

import pytest

from asynclings.clock import VirtualLoop
from asynclings.probes import Service, cancel_at


def run(test):
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        runner.run(test)
        return runner.get_loop().timeline


def test_what_is_cancelled_ends_after_its_cleanup():
    timeline = run(cancel_at(1.0, Service("work", 9.0, cleanup=0.5)()))

    assert timeline == {"work": (0, 1.5), "cancelled": 1.5}


def test_it_may_be_cancelled_several_times():
    timeline = run(cancel_at([1.0, 1.25], Service("work", 9.0, cleanup=0.5)()))

    assert timeline == {"work": (0, 1.25), "cancelled": 1.25}


def test_what_ends_before_is_noted_when_it_ends():
    timeline = run(cancel_at([2.0, 3.0], Service("work", 1.0, 42)()))

    assert timeline == {"work": (0, 1), "returned 42": 1}


def test_its_error_is_raised():
    with pytest.raises(ConnectionError):
        run(cancel_at(2.0, Service("work", 1.0, raises=ConnectionError)()))


def test_what_cannot_be_cancelled_is_given_up():
    async def deaf():
        try:
            await asyncio.sleep(20)
        except asyncio.CancelledError:
            await asyncio.sleep(20)

    assert run(cancel_at(1.0, deaf())) == {"still running": 6.0}
