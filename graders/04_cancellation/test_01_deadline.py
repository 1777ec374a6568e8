"""A price before the deadline, or the cached one: what is asked."""

import ast

import pytest

from asynclings.probes import Progress, Service, cancel_at, proves

FRESH, CACHED = 41.5, 40.0


async def test_a_price_that_comes_in_time_is_returned_at_once(submission, timeline, pace):
    """Return the price that `fetch()` gives, the moment it is there."""
    needed, timeout = pace(0.4, 1.0)
    fetch, returned = Service("fetch", needed, FRESH), Progress("returned")

    returned(await submission.quote_or_cached(fetch, CACHED, timeout))

    assert timeline == {"fetch": (0, needed), "returned 41.5": needed}


async def test_when_the_time_is_over_the_cached_price_is_returned(submission, timeline, pace):
    """When it takes longer than `timeout` seconds, the fetch is cancelled, and once that has
    cleaned up, the `cached` price is returned.
    """
    needed, timeout, cleanup = pace(10.0, 1.0, 0.25)
    fetch, returned = Service("fetch", needed, FRESH, cleanup=cleanup), Progress("returned")

    returned(await submission.quote_or_cached(fetch, CACHED, timeout))

    assert timeline == {"fetch": (0, timeout + cleanup), "returned 40.0": timeout + cleanup}


async def test_an_error_of_the_fetch_leaves_as_it_is(submission):
    """An error of the fetch leaves as it is."""
    fetch = Service("fetch", 0.5, raises=ValueError("no such product"))

    with pytest.raises(ValueError, match="no such product"):
        await submission.quote_or_cached(fetch, CACHED, 1.0)


async def test_when_the_caller_is_cancelled_the_call_ends_cancelled(submission, timeline):
    """When the caller is cancelled, so is the fetch, and once that has cleaned up, the call ends
    cancelled.
    """
    fetch = Service("fetch", 10.0, FRESH, cleanup=0.25)

    await cancel_at(0.5, submission.quote_or_cached(fetch, CACHED, 1.0))

    assert timeline == {"fetch": (0, 0.75), "cancelled": 0.75}


def ending(seen):
    """Return how the fetch ended, "" if it did not, and when the price was returned."""
    fetch = next(iter(seen.calls("fetch")), None)
    marks = [mark.start for mark in seen.timeline.of("mark") if mark.name.startswith("returned")]
    return fetch, marks[0] if marks else None


def uses(seen, name):
    """Tell whether the answer's source has this attribute or name."""
    nodes = ast.walk(seen.source)
    return any(name in (getattr(node, "attr", ""), getattr(node, "id", "")) for node in nodes)


def went_on_after_the_deadline(seen):
    """Tell whether the answer was there while the fetch, which nobody cancelled, went on."""
    fetch, returned = ending(seen)
    return fetch and returned is not None and fetch.outcome == "" and fetch.end is None


@proves("shield-misuse")
def the_fetch_was_protected_from_its_own_deadline(seen):
    """The fetch was never cancelled: it still ran when the cached price was returned."""
    return went_on_after_the_deadline(seen) and uses(seen, "shield")


@proves("timeout-not-cancelling")
def the_fetch_was_left_running(seen):
    """The fetch was never cancelled: it still ran when the cached price was returned."""
    return went_on_after_the_deadline(seen)


@proves("cancel-without-await", next_step="Wait for the fetch after cancel(), then return.")
def the_fetch_was_still_cleaning_up(seen):
    """The fetch was cancelled, but the price was returned before it had cleaned up."""
    fetch, returned = ending(seen)
    return fetch and returned is not None and fetch.outcome == "cancelled" and fetch.end is None


@proves("deadline-late")
def waited_until_the_fetch_had_ended(seen):
    """Say until when the answer waited."""
    fetch, returned = ending(seen)
    if not seen.rule.startswith("when_the_time") or seen.answer != CACHED or returned is None:
        return None
    late = fetch and fetch.outcome == "returned" and abs(returned - fetch.end) < 1e-6
    return late and f"the cached price came at {returned:g} s, when the fetch had ended by itself"


@proves("timeout-caught-inside")
def the_timeout_left_the_answer(seen):
    """The time was over, and the TimeoutError left your function, past an `except` for it."""
    blocks = (node for node in ast.walk(seen.source) if isinstance(node, ast.AsyncWith))
    caught = [node for block in blocks for node in ast.walk(block)]
    handlers = [ast.unparse(node) for node in caught if isinstance(node, ast.ExceptHandler)]
    return isinstance(seen.error, TimeoutError) and "TimeoutError" in " ".join(handlers)


@proves("bare-except", next_step="Catch TimeoutError only: no other error has a fallback.")
def the_error_was_answered_with_a_price(seen):
    """The fetch raised ValueError, and the caller was given the cached price."""
    failed = any(call.outcome == "raised ValueError" for call in seen.calls("fetch"))
    return failed and seen.returned and seen.answer == CACHED


@proves("swallowed-cancel", next_step="Catch TimeoutError alone; a CancelledError has to go on.")
def the_cancellation_was_answered_with_a_price(seen):
    """The caller was cancelled, and your function returned a price instead of ending."""
    return seen.rule.startswith("when_the_caller") and "a cancellation is never" in str(seen.laws)


@proves("not-called", next_step="Call it: fetch() makes the coroutine that can be awaited.")
def the_function_itself_was_awaited(seen):
    """The function `fetch` was to be awaited; nobody called it."""
    return isinstance(seen.error, TypeError) and not seen.calls("fetch")
