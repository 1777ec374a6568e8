"""Many items, a few at a time: what is asked."""

import ast

import pytest

from asynclings.errors import DeadlockError
from asynclings.probes import Progress, Rendezvous, Service, proves

#: With two slots: c and d pass while b takes its time, then e and f.
PICTURES = ["a", "b", "c", "d", "e", "f"]
SECONDS = {"a": 1.0, "b": 3.0, "c": 1.0, "d": 1.0, "e": 1.0, "f": 1.0}


async def test_exactly_limit_calls_are_in_flight(submission, timeline):
    """While items are waiting, exactly `limit` calls are in flight."""
    resize = Service("resize", 1.0)

    await submission.bounded_map(resize, [*range(1, 13)], 3)

    assert timeline.peak() == 3, "how many of twelve calls were in flight together, with limit 3"


async def test_a_free_slot_is_used_at_once(submission, timeline, pace):
    """The moment one of them ends, the next item is started, whichever call it was."""
    one, two, three, four = pace(1.0, 2.0, 3.0, 4.0)
    resize = Service("resize", {"a": one, "b": three, "c": one, "d": one, "e": one, "f": one})
    returned = Progress("returned")

    await submission.bounded_map(resize, PICTURES, 2)
    returned()

    assert timeline == {
        "resize a": (0, one),
        "resize b": (0, three),
        "resize c": (one, two),
        "resize d": (two, three),
        "resize e": (three, four),
        "resize f": (three, four),
        "returned": four,
    }


async def test_the_results_stand_in_the_order_of_the_items(submission):
    """Return what `fn(item)` gives for each of `items`, in the order of `items`."""
    resize = Service("resize", SECONDS, returns=str.upper)

    results = await submission.bounded_map(resize, PICTURES, 2)

    assert results == ["A", "B", "C", "D", "E", "F"]


async def test_with_a_limit_above_the_number_of_items_all_are_in_flight(submission):
    """With a limit above the number of items, all calls are in flight at once."""
    resize = Service("resize", 1.0, meets=Rendezvous(3))

    await submission.bounded_map(resize, ["a", "b", "c"], 10)

    assert resize.peak == 3, "how many of three calls were in flight together, with limit 10"


async def test_no_items_give_an_empty_list(submission):
    """No items give an empty list."""
    resize = Service("resize", 1.0)

    results = await submission.bounded_map(resize, [], 2)

    assert results == []


async def test_no_slot_is_lost_when_a_call_fails(submission, timeline):
    """When a call fails, its slot is free again."""
    resize = Service("resize", 1.0, raises={"a": OSError("a is no picture")})

    with pytest.RaisesGroup(OSError, allow_unwrapped=True, flatten_subgroups=True):
        await submission.bounded_map(resize, ["a", "b", "c"], 1)

    assert timeline.peak() == 1, "how many of three calls were in flight together, with limit 1"


async def test_the_error_leaves_once_no_call_is_in_flight(submission):
    """The error of a call leaves, plain or in an ExceptionGroup, once no call is in flight any
    more.
    """
    failures = {"a": OSError("a is no picture")}
    resize = Service("resize", SECONDS, raises=failures, cleanup=0.25)

    with pytest.RaisesGroup(OSError, allow_unwrapped=True, flatten_subgroups=True):
        await submission.bounded_map(resize, PICTURES, 2)

    assert resize.running == 0, "calls still in flight when the error left"


@proves("return-exceptions-ignored", next_step="Let the first error leave, when all calls ended.")
def errors_stand_among_the_results(seen):
    """The call returned a list in which the OSError stands like a result."""
    results = seen.answer if seen.returned and isinstance(seen.answer, list) else []
    return any(isinstance(one, OSError) for one in results)


def slots_of(seen):
    """Return the limit that the rule set, or 0 where another rule is checked."""
    return {"exactly_limit_calls_are_in_flight": 3, "a_free_slot_is_used_at_once": 2}.get(
        seen.rule, 0
    )


def has_a_semaphore_for_each_call(source):
    """Tell whether a semaphore is made inside of an inner function."""
    functions = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    return any(
        isinstance(call, ast.Call) and ast.unparse(call.func).endswith("Semaphore")
        for outer in ast.walk(source)
        if isinstance(outer, functions)
        for inner in ast.walk(outer)
        if isinstance(inner, functions) and inner is not outer
        for call in ast.walk(inner)
    )


def all_at_once(seen):
    """Tell whether all of more calls than there are slots were in flight together."""
    calls = len(seen.calls("resize"))
    return calls > slots_of(seen) > 0 and seen.timeline.peak("resize") == calls


@proves("semaphore-per-call")
def each_call_had_a_semaphore_of_its_own(seen):
    """All calls were in flight at once: each of them found a new semaphore, which was free."""
    return all_at_once(seen) and has_a_semaphore_for_each_call(seen.source)


@proves("unbounded-concurrency")
def nothing_held_any_call_back(seen):
    """Say how many calls were in flight at once."""
    calls = len(seen.calls("resize"))
    return (
        all_at_once(seen)
        and f"All {calls} calls were in flight at once, with {slots_of(seen)} slots."
    )


@proves("limit-underused")
def the_calls_stood_in_a_row(seen):
    """No two calls were in flight together, although there was more than one slot."""
    return slots_of(seen) > 1 and seen.timeline.peak("resize") == 1


def starts_if(seen, ready):
    """Tell whether each call but the first two started at what *ready* gives for its number."""
    calls = seen.calls("resize")
    if seen.rule != "a_free_slot_is_used_at_once" or any(call.end is None for call in calls):
        return False
    ends = [call.end for call in calls]
    waited = [ready(number, ends) for number in range(2, len(calls))]
    return bool(waited) and waited == pytest.approx([call.start for call in calls[2:]])


@proves("chunked-barrier")
def whole_batches_were_waited_for(seen):
    """Two items were started at a time, and the next two only when both of them had ended."""
    return starts_if(seen, lambda number, ends: max(ends[: number - number % 2]))


@proves("head-of-line", next_step="Let whichever call ends first make room for the next item.")
def the_oldest_call_was_waited_for(seen):
    """Each item was started only when the oldest call had ended, not when any other had."""
    return starts_if(seen, lambda number, ends: max(ends[: number - 1]))


@proves("semaphore-not-released", next_step="Write `async with semaphore:` around the call.")
def the_slot_of_the_failed_call_stayed_taken(seen):
    """After a call had failed, the others waited for a slot, though no call was in flight."""
    stuck = isinstance(seen.error, DeadlockError) and "Semaphore" in str(seen.error)
    return stuck and any(call.outcome.startswith("raised") for call in seen.calls("resize"))


@proves("order-by-completion")
def the_results_stand_in_the_order_of_arrival(seen):
    """The results stand in the order in which the calls ended."""
    if not seen.rule.startswith("the_results_stand") or seen.happened == seen.expected:
        return False
    ends = {call.args[0].upper(): call.end for call in seen.calls("resize")}
    got = seen.happened if isinstance(seen.happened, list) else []
    if len(got) != len(ends) or not all(isinstance(one, str) and one in ends for one in got):
        return False
    arrived = [ends[result] for result in got]
    return arrived == sorted(arrived)


@proves("cancel-without-await", next_step="Await the tasks after cancel(), then let the error go.")
def calls_were_still_cleaning_up(seen):
    """The others were cancelled, but the error left before they had cleaned up."""
    told = [call for call in seen.calls("resize") if call.outcome == "cancelled"]
    return seen.rule.startswith("the_error_leaves") and any(call.end is None for call in told)
