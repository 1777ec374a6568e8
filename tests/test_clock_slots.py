"""A task that waits for its turn is on the timeline, with the line at which it waits."""

import asyncio
import contextlib
import json

import pytest

from asynclings.clock import VirtualLoop


def waits_of(main):
    """Run *main* in virtual time; return what was waited for, when, and how it ended."""
    loop = VirtualLoop()
    try:
        loop.run_until_complete(main())
    finally:
        loop.close()
    return [(span.name, span.interval, span.outcome) for span in loop.timeline.of("wait")]


async def holds(lock):
    async with lock:
        await asyncio.sleep(1)


@pytest.mark.parametrize("made", [asyncio.Lock, asyncio.Semaphore])
def test_who_finds_no_free_slot_waits_for_one(made):
    async def main():
        slot = made()
        await asyncio.gather(holds(slot), holds(slot))

    assert waits_of(main) == [(f"{made.__name__}.acquire", (0, 1), "returned")]


def test_an_item_an_event_and_room_in_a_queue_are_waited_for():
    async def main():
        queue, event = asyncio.Queue(1), asyncio.Event()

        async def feed():
            await event.wait()
            await queue.put("first")
            await queue.put("second")

        feeding = asyncio.create_task(feed())
        await asyncio.sleep(1)
        event.set()
        await asyncio.sleep(1)
        await queue.get()
        await feeding

    assert waits_of(main) == [
        ("Event.wait", (0, 1), "returned"),
        ("Queue.put", (1, 2), "returned"),
    ]


def test_a_wait_that_is_cancelled_says_so():
    async def main():
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(1):
                await asyncio.Queue().get()

    assert waits_of(main) == [("Queue.get", (0, 1), "cancelled")]


def test_a_wait_names_its_task_and_its_line():
    async def main():
        slot = asyncio.Lock()
        first = asyncio.create_task(holds(slot))
        await asyncio.create_task(holds(slot), name="second")
        await first

    loop = VirtualLoop()
    loop.run_until_complete(main())
    (span,) = loop.timeline.of("wait")
    loop.close()

    assert span.task == "second"
    assert span.where == f"{__file__}:{holds.__code__.co_firstlineno + 1}"


ONE_SLOT = """
import asyncio


async def double(ask):
    slot = asyncio.Semaphore()

    async def one():
        async with slot:
            return await ask()

    return sum(await asyncio.gather(one(), one()))
"""


@pytest.mark.slow
@pytest.mark.timeout(60)
def test_a_wait_in_a_room_of_its_own_is_told_as_one_beside_the_judge(small_kit):
    small_kit.answer(ONE_SLOT)

    here, elsewhere = (
        json.loads(small_kit.run("grade", "double", "--json", "-", *options).stdout)
        for options in ((), ("--isolated",))
    )

    waits = [
        [span for span in report["exercises"][0]["rules"][0]["timeline"] if span["kind"] == "wait"]
        for report in (here, elsewhere)
    ]
    assert [(one["name"], one["start"], one["end"]) for one in waits[0]] == [
        ("Semaphore.acquire", 0.0, 1.0)
    ]
    assert waits[0] == [one | {"task": waits[0][0]["task"]} for one in waits[1]]
