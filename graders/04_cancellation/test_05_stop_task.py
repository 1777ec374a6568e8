"""Stopping a task, and knowing how it ended: what is asked."""

import ast
import asyncio

import pytest

from asynclings.probes import Progress, Service, cancel_at, proves


async def started(call):
    """Start a helper's task; a second later it is in the middle of its work."""
    task = asyncio.create_task(call, name="helper")
    await asyncio.sleep(1.0)
    return task


async def stubborn():
    """Take back the request to stop, and finish with a value."""
    try:
        await asyncio.sleep(10.0)
    except asyncio.CancelledError:
        asyncio.current_task().uncancel()
    return 7


async def fails_in_its_cleanup():
    """Fail where the work should be tidied up."""
    try:
        await asyncio.sleep(10.0)
    finally:
        await Service("cleanup", 0.5, raises=ConnectionError("disk is full"))()


async def stop_itself(submission):
    """Be a task that stops the task that it is."""
    await submission.stop(asyncio.current_task())


async def test_the_task_is_cancelled_and_its_cleanup_waited_for(submission, timeline, pace):
    """Cancel `task`, wait until it has cleaned up and is over, and return None."""
    cleanup, returned = pace(2.0), Progress("returned")
    helper = await started(Service("helper", 10.0, cleanup=cleanup)())

    returned(await submission.stop(helper))

    assert timeline == {"helper": (0, 1.0 + cleanup), "returned None": 1.0 + cleanup}


async def test_the_value_of_a_task_that_was_done_is_returned(submission):
    """When it was done already, or finishes in spite of the cancellation, its value is returned."""
    helper = await started(Service("helper", 0.5, returns=42)())

    value = await submission.stop(helper)

    assert value == 42


async def test_the_value_of_a_task_that_finishes_all_the_same_is_returned(submission):
    """When it was done already, or finishes in spite of the cancellation, its value is returned."""
    helper = await started(stubborn())

    value = await submission.stop(helper)

    assert value == 7


async def test_the_exception_of_a_task_that_had_failed_is_raised(submission):
    """When it failed, before or during its clean-up, its exception is raised."""
    helper = await started(Service("helper", 0.5, raises=ValueError("no such user"))())

    with pytest.raises(ValueError, match="no such user"):
        await submission.stop(helper)


async def test_an_exception_in_its_cleanup_is_raised(submission):
    """When it failed, before or during its clean-up, its exception is raised."""
    helper = await started(fails_in_its_cleanup())

    with pytest.raises(ConnectionError, match="disk is full"):
        await submission.stop(helper)


async def test_when_the_caller_is_cancelled_it_ends_cancelled(submission):
    """When the caller is cancelled while it waits for the task, the caller ends cancelled."""
    helper = await started(Service("helper", 10.0, cleanup=2.0)())

    caller = await cancel_at(2.0, submission.stop(helper))
    await asyncio.wait([helper])

    ended = {"caller cancelled": caller.cancelled(), "task cancelled": helper.cancelled()}
    assert ended == {"caller cancelled": True, "task cancelled": True}


async def test_nothing_wakes_up_in_between(submission, timeline):
    """Nothing wakes up in between to look at the task."""
    helper = await started(Service("helper", 10.0, cleanup=60.0)())

    await submission.stop(helper)

    assert timeline.timers <= 1 + 2, f"woken {timeline.timers} times"


async def test_a_task_that_stops_itself_gets_a_runtime_error(submission):
    """A task that tries to stop itself gets a RuntimeError."""
    itself = asyncio.create_task(stop_itself(submission))

    with pytest.raises(RuntimeError):
        await itself


def uses(seen, name):
    """Tell whether the answer's source has this attribute or name."""
    nodes = ast.walk(seen.source)
    return any(name in (getattr(node, "attr", ""), getattr(node, "id", "")) for node in nodes)


def helper_of(seen):
    """Return the call that was to be stopped, or None."""
    return next(iter(seen.calls("helper")), None)


@proves("busy-wait")
def looked_again_and_again(seen):
    """Say how often the loop was woken while one task was waited for."""
    woken = seen.timeline.timers
    return woken > 5 and f"{woken} timers fired while one task was waited for"


@proves("task-awaits-itself")
def a_task_was_cancelled_by_itself(seen):
    """The task that was to be stopped was the one that ran stop(): nobody was left to wait."""
    itself = seen.rule.startswith("a_task_that_stops_itself")
    return itself and isinstance(seen.error, asyncio.CancelledError)


@proves("cancel-without-await", next_step="Wait with asyncio.wait({task}) after cancel().")
def returned_before_the_end(seen):
    """stop() returned when it had asked; the task was still running."""
    helper = helper_of(seen)
    return seen.rule.startswith("the_task_is") and seen.returned and helper and helper.end is None


@proves("exception-on-cancelled")
def the_outcome_of_a_cancelled_task_was_asked_for(seen):
    """The task had been cancelled, and exception() raised CancelledError instead of telling."""
    return left_with_the_tasks_cancellation(seen) and uses(seen, "exception")


@proves("cancelled-task-awaited")
def the_tasks_cancellation_left(seen):
    """The task had been cancelled, and its CancelledError left stop()."""
    return left_with_the_tasks_cancellation(seen)


def left_with_the_tasks_cancellation(seen):
    """Tell whether CancelledError left stop() when nobody had cancelled the caller."""
    over = helper_of(seen) is not None and helper_of(seen).end is not None
    cancelled = isinstance(seen.error, asyncio.CancelledError)
    return cancelled and over and seen.rule.startswith("the_task_is")


@proves("outer-cancel-swallowed")
def the_callers_cancellation_was_taken_for_the_tasks(seen):
    """The caller was cancelled while it waited, and stop() returned as if nothing had been."""
    return "a cancellation is never swallowed" in seen.laws and seen.returned


@proves("lost-exception", next_step="Look at task.exception(), or let task.result() raise it.")
def the_exception_was_not_looked_at(seen):
    """The task had failed, and stop() returned None."""
    failed = any(call.outcome.startswith("raised") for call in seen.calls())
    return failed and seen.returned and seen.answer is None
