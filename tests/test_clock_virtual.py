"""The clock itself: a number."""

import asyncio

import pytest

from asynclings.clock import VirtualClock
from asynclings.errors import TimeCapError


def test_it_begins_at_zero():
    clock = VirtualClock()

    assert (clock.ns, clock.now) == (0, 0.0)


def test_ten_tenths_are_exactly_one():
    clock = VirtualClock()

    for _ in range(10):
        clock.advance_to(clock.after(0.1))

    assert clock.now == 1.0


def test_time_cannot_go_back():
    clock = VirtualClock()
    clock.advance_to(5)

    with pytest.raises(ValueError, match="cannot go back from 5 to 4 ns"):
        clock.advance_to(4)


def test_time_ends_at_the_cap():
    clock = VirtualClock(cap_seconds=2)

    clock.advance_to(clock.after(2))

    with pytest.raises(TimeCapError, match="would pass 2 s"):
        clock.advance_to(clock.ns + 1)
    assert clock.now == 2.0


async def test_a_sleep_too_short_for_the_clock_gets_there_in_the_end():
    loop = asyncio.get_running_loop()
    instant = 0.3 + 1e-13  # between two nanoseconds: no sleep ends exactly there
    await asyncio.sleep(0.3)

    while loop.time() < instant:  # noqa: ASYNC110 - what is tested
        await asyncio.sleep(instant - loop.time())

    assert round(loop.time(), 6) == 0.3
