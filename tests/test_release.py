"""Exceptions keep the lines that they came through, and nothing else alive."""

import asyncio
import gc
import traceback
import weakref

import pytest

from asynclings.release import MAX_LINES, let_go


class Thing:
    """Something that may leak."""


def fail(thing):
    raise ValueError(f"no use for {type(thing).__name__}")


def failed(call, *args):
    """Return what left *call*."""
    with pytest.raises(BaseException) as caught:
        call(*args)
    return caught.value


def test_what_a_frame_held_is_free():
    thing = Thing()
    held = weakref.ref(thing)
    error = failed(fail, thing)
    del thing

    let_go([error])
    gc.collect()

    assert held() is None


def test_the_lines_are_still_there():
    error = failed(fail, Thing())
    before = [(f.filename, f.lineno, f.name) for f in traceback.extract_tb(error.__traceback__)]

    let_go([error])

    after = [(f.filename, f.lineno, f.name) for f in traceback.extract_tb(error.__traceback__)]
    assert after == before


def test_causes_and_members_of_a_group_let_go_too():
    things = [Thing(), Thing(), Thing()]
    held = [weakref.ref(thing) for thing in things]
    cause, member, context = (failed(fail, thing) for thing in things)
    group = ExceptionGroup("all", [member])
    group.__cause__, group.__context__ = cause, context
    del things

    let_go([group, None])
    gc.collect()

    assert [reference() for reference in held] == [None, None, None]


def test_of_a_deep_recursion_the_ends_are_kept():
    def dive(depth):
        return dive(depth - 1) if depth else fail(Thing())

    error = failed(dive, 200)

    let_go([error])

    lines = traceback.extract_tb(error.__traceback__)
    assert len(lines) == MAX_LINES
    assert lines[-1].name == "fail"


async def test_a_task_that_has_caught_an_error_goes_on():
    errors = []

    async def work():
        try:
            fail(Thing())
        except ValueError as error:
            errors.append(error)
        await asyncio.sleep(1)
        return "done"

    task = asyncio.create_task(work())
    await asyncio.sleep(0)

    let_go(errors)

    assert await task == "done"
