"""Keepsakes and the gate hold nobody."""

import asyncio

from asynclings.probes import Gate, Keepsakes, collect_garbage


def test_a_result_that_somebody_holds_is_alive():
    results = Keepsakes()

    held, _ = [results.make()], results.make("any", "arguments")
    del _
    collect_garbage()

    assert (results.alive, len(held)) == (1, 1)


def test_a_result_in_a_ring_that_nobody_holds_is_gone():
    results = Keepsakes()

    ring = [results.make()]
    ring.append(ring)
    del ring
    collect_garbage()

    assert results.alive == 0


async def test_a_gate_lets_through_whoever_waits_and_whoever_comes_later():
    gate, through = Gate(), []

    async def walk(name):
        await gate.wait()
        through.append(name)

    early = asyncio.create_task(walk("early"))
    await asyncio.sleep(1)
    gate.open()
    await early
    await walk("late")

    assert through == ["early", "late"]


async def test_a_gate_does_not_keep_a_task_alive():
    gate, results = Gate(), Keepsakes()

    async def wait_with(result):
        await gate.wait()
        return result

    reports = []
    asyncio.get_running_loop().set_exception_handler(
        lambda _, told: reports.append(told["message"])
    )
    asyncio.create_task(wait_with(results.make()))  # noqa: RUF006 - nobody shall hold it
    await asyncio.sleep(1)
    collect_garbage()

    assert (results.alive, reports) == (0, ["Task was destroyed but it is pending!"])
