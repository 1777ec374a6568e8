"""A poller that can be stopped: what is asked."""

import ast
import asyncio
from itertools import pairwise

import pytest

from asynclings.probes import Progress, Service, cancel_at, proves


class Report(Progress):
    """Notes what is reported by its type, for a CancelledError has no text."""

    def __call__(self, error):
        """Note the error."""
        super().__call__(type(error).__name__)


async def with_a_timeout(seconds, call):
    """Await the call, with a timeout around it."""
    async with asyncio.timeout(seconds):
        await call


async def test_when_cancelled_during_a_poll_it_ends_at_once(submission, timeline):
    """When the task is cancelled, it ends cancelled, at the same instant, be it during a poll,
    during a pause or after an error.
    """
    poll, on_error = Service("poll", 0.5), Report("reported")

    await cancel_at(1.75, submission.poll_forever(poll, on_error, 1.0))

    assert timeline == {"poll": [(0, 0.5), (1.5, 1.75)], "cancelled": 1.75}


async def test_when_cancelled_during_a_pause_it_ends_at_once(submission, timeline):
    """When the task is cancelled, it ends cancelled, at the same instant, be it during a poll,
    during a pause or after an error.
    """
    poll, on_error = Service("poll", 0.5), Report("reported")

    await cancel_at(2.25, submission.poll_forever(poll, on_error, 1.0))

    assert timeline == {"poll": [(0, 0.5), (1.5, 2.0)], "cancelled": 2.25}


async def test_a_timeout_around_it_strikes_when_it_is_due(submission, timeline):
    """A timeout around it strikes when it is due."""
    poll, on_error, over = Service("poll", 0.5), Report("reported"), Progress("time is up")

    with pytest.raises(TimeoutError):
        await with_a_timeout(2.25, submission.poll_forever(poll, on_error, 1.0))
    over()

    assert timeline == {"poll": [(0, 0.5), (1.5, 2.0)], "time is up": 2.25}


async def test_a_failed_poll_is_reported_and_the_next_one_comes(submission, timeline, pace):
    """A poll that fails, be it with a TimeoutError, is reported with `on_error(error)`, and the
    next one comes after the usual pause.
    """
    fails, again, fails_again, stop = pace(0.25, 1.25, 1.5, 2.0)
    poll = Service("poll", fails, raises=TimeoutError("no answer"))
    forever = submission.poll_forever(poll, Report("reported"), again - fails)

    await cancel_at(stop, forever)

    assert timeline == {
        "poll": [(0, fails), (again, fails_again)],
        "reported TimeoutError": [fails, fails_again],
        "cancelled": stop,
    }


async def test_each_poll_begins_an_interval_after_the_last(submission, timeline, pace):
    """Call `poll()` again and again; each call begins `interval` seconds after the end of the
    last.
    """
    one, two, three, four, stop = pace(0.5, 1.5, 2.0, 3.0, 3.25)
    forever = submission.poll_forever(Service("poll", one), Report("reported"), two - one)

    await cancel_at(stop, forever)

    assert timeline == {"poll": [(0, one), (two, three), (four, stop)], "cancelled": stop}


async def test_a_cancellation_is_never_reported(submission):
    """A cancellation is never reported."""
    poll, on_error = Service("poll", 0.5, raises=ConnectionError), Report("reported")

    await cancel_at(1.75, submission.poll_forever(poll, on_error, 1.0))

    assert on_error.calls == [("ConnectionError",)]


def ending(seen):
    """Return what the poller's end looked like, and when it was; "" when there was none."""
    ends = ("cancelled", "returned", "still running")
    marks = [mark for mark in seen.timeline.of("mark") if mark.name.startswith(ends)]
    return (marks[0].name, marks[0].start) if marks else ("", 0.0)


def handlers(seen):
    """Return what the answer's `except` clauses catch, as text."""
    nodes = (node for node in ast.walk(seen.source) if isinstance(node, ast.ExceptHandler))
    return [ast.unparse(node.type) if node.type else "" for node in nodes]


@proves("swallowed-cancel")
def the_polls_went_on(seen):
    """The task was cancelled, and the polls went on."""
    how, when = ending(seen)
    polls = seen.calls("poll")
    return how == "still running" and polls[-1].start > when - 5.0


@proves("cancel-turned-return")
def it_returned_when_cancelled(seen):
    """The task was cancelled, and it returned instead: it does not count as cancelled."""
    how, _ = ending(seen)
    return how.startswith("returned") and "a cancellation is never swallowed" in seen.laws


@proves("hot-error-loop")
def no_pause_after_an_error(seen):
    """Say when the next poll came after a failed one."""
    polls = seen.calls("poll")
    for failed, after in pairwise(polls):
        if failed.outcome.startswith("raised") and abs(after.start - failed.end) < 1e-6:
            return f"a poll failed at {failed.end:g} s, and the next one began at once"
    return None


@proves("error-kills-loop")
def an_error_of_a_poll_ended_everything(seen):
    """A poll failed, and its error ended the poller."""
    polls = seen.calls("poll")
    return polls and polls[-1].outcome == f"raised {type(seen.error).__name__}"


@proves("cancel-reported-as-error")
def the_cancellation_was_reported(seen):
    """Before the task ended, it reported the CancelledError as if a poll had failed."""
    told = [mark.name for mark in seen.timeline.of("mark")]
    return "reported CancelledError" in told and "cancelled" in told


@proves("pause-in-finally")
def the_end_was_delayed(seen):
    """Say by how much the end came too late."""
    how, when = ending(seen)
    wanted = seen.expected if isinstance(seen.expected, dict) else {}
    late = when - wanted["cancelled"] if how == "cancelled" and "cancelled" in wanted else 0.0
    pauses = [node for node in ast.walk(seen.source) if isinstance(node, ast.Try)]
    kept = " ".join(ast.unparse(line) for one in pauses for line in one.finalbody)
    return late > 1e-6 and "sleep" in kept and f"the task ended {late:g} s after it was cancelled"
