"""Three stages on a conveyor belt: what is asked."""

import ast
import asyncio
from itertools import pairwise

import pytest

from asynclings.errors import DeadlockError
from asynclings.probes import Progress, Service, proves

STAGES = ("fetch", "parse", "store")
TEN = list("abcdefghij")
TWELVE = list("abcdefghijkl")


def stages(fetch=1.0, parse=1.0, store=1.0, **options):
    """Return the three services; the page of "a" is b"a", and its document is "A"."""
    return (
        Service("fetch", fetch, str.encode, **options),
        Service("parse", parse, lambda page: page.decode().upper(), **options),
        Service("store", store, **options),
    )


def now():
    """Return the virtual second."""
    return round(asyncio.get_running_loop().time(), 6)


def most_on_their_way(timeline):
    """Return how many items had been begun and were not stored yet, where these were most."""
    begun = [(call.start, 1) for call in timeline.of("call") if call.name.startswith("fetch")]
    done = [(call.end, -1) for call in timeline.of("call") if call.name.startswith("store")]
    steps = sorted(begun + [step for step in done if step[0] is not None])
    return max(sum(step for _, step in steps[:n]) for n in range(len(steps) + 1))


async def test_every_item_is_stored(submission):
    """Fetch, parse and store each item of `source`, and return how many were stored."""
    fetch, parse, store = stages()

    stored = await submission.run_pipeline(["a", "b", "c"], fetch, parse, store, workers=2)

    assert (stored, sorted(store.calls)) == (3, [("A",), ("B",), ("C",)])


async def test_each_stage_has_as_many_workers_as_are_asked_for(submission):
    """In each stage, never more than `workers` calls are in flight at the same time."""
    fetch, parse, store = stages()

    await submission.run_pipeline(TEN, fetch, parse, store, workers=2)

    assert (fetch.peak, parse.peak, store.peak) == (2, 2, 2), "at most at once, with two workers"


async def test_the_stages_overlap(submission, timeline, pace):
    """The stages overlap: an item that has passed one stage enters the next one as soon as fewer
    than that are in flight there.
    """
    half, one, three_quarters = pace(0.5, 1.0, 0.75)
    fetch, parse, store = stages(half, one, three_quarters)

    await submission.run_pipeline(["a", "b", "c"], fetch, parse, store)

    assert timeline == {
        "fetch a": pace(0.0, 0.5),
        "fetch b": pace(0.5, 1.0),
        "fetch c": pace(1.0, 1.5),
        "parse b'a'": pace(0.5, 1.5),
        "parse b'b'": pace(1.5, 2.5),
        "parse b'c'": pace(2.5, 3.5),
        "store A": pace(1.5, 2.25),
        "store B": pace(2.5, 3.25),
        "store C": pace(3.5, 4.25),
    }


async def test_ten_items_take_two_workers_a_stage_seven_rounds(submission, pace):
    """The stages overlap: an item that has passed one stage enters the next one as soon as fewer
    than that are in flight there.
    """
    second = pace(1.0)

    stored = await submission.run_pipeline(TEN, *stages(second, second, second), workers=2)

    assert {"stored": stored, "seconds": now()} == {"stored": 10, "seconds": pace(7.0)}, (
        "five rounds for ten items, and two more for the way of the last ones"
    )


async def test_a_slow_stage_holds_up_those_before_it(submission, timeline):
    """When a stage is slow, those before it wait: never more than
    `3 * workers + 2 * buffer + 2` items have been begun and are not stored yet.
    """
    await submission.run_pipeline(TWELVE, *stages(1.0, 1.0, 10.0), workers=1, buffer=1)

    most = most_on_their_way(timeline)
    assert most <= 3 * 1 + 2 * 1 + 2, f"{most} items were on their way, with one worker a stage"


async def test_when_a_call_fails_the_others_are_cancelled(submission, timeline):
    """When a call fails, all others in flight are cancelled, and once they have cleaned up, the
    error leaves, plain or in an ExceptionGroup.
    """
    fetch, parse, store = stages(1.0, 0.8, 1.5, raises={b"b": ValueError("no title")}, cleanup=0.25)
    left = Progress("the error left")

    with pytest.RaisesGroup(ValueError, allow_unwrapped=True, flatten_subgroups=True):
        await submission.run_pipeline(list("abcd"), fetch, parse, store)
    left()

    assert timeline == {
        "fetch a": (0, 1),
        "fetch b": (1, 2),
        "fetch c": (2, 3.05),
        "parse b'a'": (1, 1.8),
        "parse b'b'": (2, 2.8),
        "store A": (1.8, 3.05),
        "the error left": 3.05,
    }


async def test_an_empty_source_gives_0(submission):
    """An empty source gives 0."""
    stored = await submission.run_pipeline([], *stages())

    assert stored == 0


def is_deadlock(seen, *words):
    """Tell whether everything waits, some of it in calls that are named *words*."""
    text = str(seen.error)
    return isinstance(seen.error, DeadlockError) and all(word in text for word in words)


@proves("stage-by-stage")
def a_stage_waited_for_the_whole_one_before_it(seen):
    """Say when a stage began, though its first item was there long before."""
    for name, after in pairwise(STAGES):
        before, began = seen.calls(name), [call.start for call in seen.calls(after)]
        ends = [call.end for call in before if call.end is not None]
        if len(before) > 2 and len(ends) == len(before) and began and min(began) >= max(ends):
            return f"{after} began at {min(began):g} s; the first {name} was over at {min(ends):g}"
    return None


@proves("sequential-awaits", next_step="Give each stage tasks of its own, with a queue between.")
def nothing_ever_overlapped(seen):
    """No two calls were ever in flight at the same time."""
    calls = seen.calls()
    return len(calls) >= 6 and seen.timeline.peak() == 1 and all(x.end is not None for x in calls)


@proves("unbounded-queue", next_step="Give each queue a maxsize: asyncio.Queue(buffer).")
def nothing_held_up_the_fetchers(seen):
    """Say when all was fetched, as if `store` were not ten times slower."""
    fetched = seen.calls("fetch")
    without_rest = all(a.end == b.start for a, b in pairwise(fetched))
    if not seen.rule.startswith("a_slow_stage") or not without_rest or len(fetched) != 12:
        return None
    queues = [node for node in ast.walk(seen.source) if "Queue" in getattr(node, "attr", "")]
    last = fetched[-1].end
    return queues and f"fetch ran without a rest and was over at {last:g} s; store takes 10 s each"


@proves("dead-stage-deadlock")
def a_stage_died_and_the_others_wait(seen):
    """Say which error ended a stage, while everything else waits."""
    died = [type(error).__name__ for error in seen.gone]
    return is_deadlock(seen) and died and f"{died[0]} ended a stage, and the others wait for ever"


@proves("one-sentinel-for-many")
def a_colleague_was_never_told(seen):
    """Of two workers that began on the same line, one has ended, and the other waits in get()."""
    ended = {task.where for task in seen.tasks if task.outcome == "returned"}
    waits = {task.where for task in seen.tasks if not task.outcome}
    stuck_in_get = is_deadlock(seen, "Queue.get") and "Queue.put" not in str(seen.error)
    return stuck_in_get and not seen.gone and bool(ended & waits)


@proves("sentinel-too-early", next_step="Let the last worker of a stage close the door.")
def a_page_came_after_the_stop(seen):
    """Say which call was done, and had no successor."""
    counts = [(name, len(seen.calls(name))) for name in STAGES]
    if not seen.rule.startswith("every_item") or not seen.returned or seen.gone:
        return None
    for (name, many), (after, few) in pairwise(counts):
        if few < many:
            last = max(seen.calls(name), key=lambda call: call.end or 0)
            return f"{name} was called {many} times, {after} {few} times; {last.name} came last"
    return None


@proves("cancel-without-await", next_step="Wait for the tasks after cancel().")
def calls_were_still_cleaning_up(seen):
    """Calls were cancelled, but the error left before they had cleaned up."""
    told = [call for call in seen.calls() if call.outcome == "cancelled"]
    return seen.rule.startswith("when_a_call") and any(call.end is None for call in told)
