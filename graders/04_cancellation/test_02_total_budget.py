"""Replies within a budget of time: what is asked."""

import ast

import pytest

from asynclings.probes import Progress, Service, cancel_at, proves

DEVICES = "abcdefghij"


def replies(seconds=0.9, **options):
    """Return a recv() that gives one device after the other, each after the given seconds."""
    return Service("recv", seconds, returns=iter(DEVICES * 20).__next__, **options)


async def test_it_is_over_when_enough_devices_have_replied(submission, timeline, pace):
    """Collect the replies that `recv()` gives, one after the other, until there are `expected`."""
    each, both, budget = pace(0.9, 1.8, 3.0)
    returned = Progress("returned")

    returned(*await submission.discover(replies(each), 2, budget))

    assert timeline == {"recv": [(0, each), (each, both)], "returned a b": both}


async def test_when_the_budget_is_used_up_what_has_come_is_returned(submission, timeline, pace):
    """At the latest it is over when `budget` seconds have gone by for all replies together: then
    the `recv()` that is in flight is cancelled, and once that has cleaned up, the replies that
    have come are returned.
    """
    one, two, three, budget, over = pace(0.9, 1.8, 2.7, 3.0, 3.2)
    recv, returned = replies(one, cleanup=over - budget), Progress("returned")

    returned(*await submission.discover(recv, 10, budget))

    assert timeline == {
        "recv": [(0, one), (one, two), (two, three), (three, over)],
        "returned a b c": over,
    }


async def test_no_recv_is_cancelled_before_the_budget_is_used_up(submission, timeline):
    """Before that, no `recv()` is cancelled, because a reply might get lost with it."""
    returned = Progress("returned")

    returned(*await submission.discover(replies(2.5), 1, 3.0))

    assert timeline == {"recv": (0, 2.5), "returned a": 2.5}


async def test_a_budget_of_0_gives_an_empty_list(submission):
    """A budget of 0 gives an empty list."""
    found = await submission.discover(replies(), 10, 0.0)

    assert found == []


async def test_nothing_wakes_up_in_between(submission, timeline):
    """Nothing wakes up in between to look at the clock."""
    await submission.discover(replies(30.0), 4, 100.0)

    assert timeline.timers <= 4 + 2, f"woken {timeline.timers} times for three replies"


async def test_a_timeout_error_of_recv_leaves(submission):
    """An error of `recv()` leaves, even when it is a TimeoutError."""
    recv = replies(0.5, raises=TimeoutError("the network is down"))

    with pytest.raises(TimeoutError, match="the network is down"):
        await submission.discover(recv, 10, 3.0)


async def test_when_the_caller_is_cancelled_the_call_ends_cancelled(submission, timeline):
    """When the caller is cancelled, the call ends cancelled."""
    recv = replies(0.9, cleanup=0.25)

    await cancel_at(1.0, submission.discover(recv, 10, 3.0))

    assert timeline == {"recv": [(0, 0.9), (0.9, 1.25)], "cancelled": 1.25}


def out_of_time(seen):
    """Return the calls of recv, and the budget, where the budget was to be used up."""
    calls = seen.calls("recv")
    if not seen.rule.startswith("when_the_budget") or not calls or calls[0].outcome != "returned":
        return [], 0.0
    return calls, round(3.0 * calls[0].end / 0.9, 6)


def uses(seen, name):
    """Tell whether the answer's source has this attribute or name."""
    nodes = ast.walk(seen.source)
    return any(name in (getattr(node, "attr", ""), getattr(node, "id", "")) for node in nodes)


@proves("over-parallelised", next_step="Await one recv() before you call it again.")
def several_at_once(seen):
    """Say how many calls of recv() were in flight together."""
    most = seen.timeline.peak("recv")
    return most > 1 and f"{most} calls of recv() were in flight at once"


@proves("lost-item-on-cancel", next_step="Let the same recv() go on until the budget is used up.")
def recv_was_cancelled_again_and_again(seen):
    """Say how many calls of recv() were cancelled."""
    cancelled = [call for call in seen.calls("recv") if call.outcome == "cancelled"]
    if len(cancelled) < 2:
        return None
    first = cancelled[0]
    return f"{len(cancelled)} calls of recv() were cancelled, the first at {first.interval[1]:g} s"


@proves("timeout-per-step")
def a_new_budget_for_each_reply(seen):
    """Say when recv() was called although the budget was used up."""
    calls, budget = out_of_time(seen)
    late = [call.start for call in calls if call.start > budget]
    return late and f"recv() was still called at {late[0]:g} s, with a budget of {budget:g} s"


@proves("deadline-late")
def the_last_recv_was_not_bounded(seen):
    """Say when the last call of recv() ended by itself, after the budget was used up."""
    calls, budget = out_of_time(seen)
    last = calls[-1] if calls else None
    late = last and last.outcome == "returned" and last.start < budget < last.end
    return late and f"the last recv() ended by itself at {last.end:g} s, not at {budget:g} s"


@proves("cancel-without-await", next_step="Wait for recv() after cancel(), then return.")
def recv_was_still_cleaning_up(seen):
    """The last recv() was cancelled, but the replies were returned before it had cleaned up."""
    calls, _ = out_of_time(seen)
    return calls and calls[-1].outcome == "cancelled" and calls[-1].end is None and seen.returned


@proves("timeout-not-cancelling")
def the_last_recv_was_left_running(seen):
    """Nobody cancelled the last recv(): it still ran when the replies were returned."""
    calls, _ = out_of_time(seen)
    return calls and calls[-1].outcome == "" and calls[-1].end is None and seen.returned


@proves("partial-lost")
def what_had_come_was_lost(seen):
    """Say what the caller got, although replies had come."""
    calls, _ = out_of_time(seen)
    come = [call for call in calls if call.outcome == "returned"]
    nothing = "an empty list" if seen.returned and seen.answer == [] else ""
    got = "a TimeoutError" if isinstance(seen.error, TimeoutError) else nothing
    return come and got and f"{len(come)} replies had come, and the caller got {got}"


@proves("busy-wait")
def timers_fired_again_and_again(seen):
    """Say how often the loop was woken."""
    woken = seen.timeline.timers
    slow = seen.rule.startswith("nothing_wakes") and woken > 6
    return slow and f"{woken} timers fired while four replies were waited for"


@proves("return-in-finally")
def an_error_was_thrown_away_in_finally(seen):
    """recv() raised a TimeoutError at 0.5 s, and a `return` in `finally` took its place."""
    tries = (node for node in ast.walk(seen.source) if isinstance(node, ast.Try))
    last = [node for one in tries for line in one.finalbody for node in ast.walk(line)]
    returns = any(isinstance(node, ast.Return) for node in last)
    return seen.rule.startswith("a_timeout_error") and seen.returned and returns


@proves("catch-all-timeout")
def an_error_of_recv_was_taken_for_the_deadline(seen):
    """recv() raised a TimeoutError at 0.5 s, long before the budget was used up; it was hidden."""
    return seen.rule.startswith("a_timeout_error") and seen.returned


@proves("swallowed-cancel", next_step="Catch TimeoutError only; a CancelledError is not yours.")
def the_cancellation_was_answered_with_replies(seen):
    """The caller was cancelled, and your function returned instead of ending."""
    return seen.rule.startswith("when_the_caller") and "a cancellation is never" in str(seen.laws)
