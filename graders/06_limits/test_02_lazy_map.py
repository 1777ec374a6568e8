"""An endless feed, read as fast as somebody wants it: what is asked."""

import asyncio

import pytest

from asynclings.errors import DeadlockError
from asynclings.probes import Progress, Service, cancel_at, proves

PAGES = ["a", "b", "c", "d", "e", "f", "g"]

#: When the first page is there, the others are still on their way.
FIRST_FAST = {page: 1.0 if page == "a" else 5.0 for page in PAGES}


class Feed:
    """Gives one number after another; `taken` counts them. Nobody should ever see its end."""

    def __init__(self, length=60):
        self.length = length
        self.taken = 0

    def __repr__(self):
        return "feed"

    def __iter__(self):
        return self

    def __next__(self):
        if self.taken == self.length:
            raise StopIteration
        self.taken += 1
        return self.taken


async def read(pages, got=None, count=100):
    """Read at most *count* pages; report each to *got*, return them all."""
    texts = []
    async for page in pages:
        texts.append(page)
        if got is not None:
            got(page)
        if len(texts) == count:
            break
    return texts


async def test_all_results_are_yielded_then_the_iteration_ends(submission):
    """Yield what `fn(item)` gives for every item of `source`, then end."""
    crawl = Service("crawl", 1.0, returns=str.upper)

    pages = await read(submission.map_unordered(crawl, PAGES, 3))

    assert sorted(pages) == ["A", "B", "C", "D", "E", "F", "G"]


async def test_exactly_limit_calls_are_in_flight(submission, timeline):
    """While the caller waits and items are left, exactly `limit` calls are in flight."""
    crawl = Service("crawl", 1.0)

    await read(submission.map_unordered(crawl, Feed(12), 3))

    assert timeline.peak() == 3, "how many of twelve calls were in flight together, with limit 3"


async def test_each_result_comes_as_soon_as_it_is_there(submission, timeline, pace):
    """Each result is yielded as soon as it is there, whichever item it is for."""
    one, two, three, four = pace(1.0, 2.0, 3.0, 4.0)
    crawl = Service("crawl", {"a": one, "b": four, "c": one, "d": one}, returns=str.upper)

    await read(submission.map_unordered(crawl, ["a", "b", "c", "d"], 2), Progress("got"))

    assert timeline == {
        "crawl a": (0, one),
        "crawl b": (0, four),
        "crawl c": (one, two),
        "crawl d": (two, three),
        "got A": one,
        "got C": two,
        "got D": three,
        "got B": four,
    }


async def test_aclose_leaves_no_call_in_flight(submission):
    """When the caller stops early with `aclose()`, the calls in flight are cancelled, and gone
    before `aclose()` returns.
    """
    crawl = Service("crawl", FIRST_FAST, cleanup=0.25)

    pages = submission.map_unordered(crawl, PAGES, 3)
    await read(pages, count=1)
    await pages.aclose()

    assert crawl.running == 0, "calls still in flight when aclose() had returned"


async def test_a_cancelled_caller_leaves_no_call_in_flight(submission):
    """A caller that is cancelled while it waits leaves no call in flight either."""
    crawl = Service("crawl", FIRST_FAST, cleanup=0.25)

    await cancel_at(1.5, read(submission.map_unordered(crawl, PAGES, 3)))

    assert crawl.running == 0, "calls still in flight when the cancelled caller was gone"


async def test_an_error_reaches_the_caller_once_the_others_are_gone(submission, timeline):
    """When a call fails, the others are cancelled, and once they are gone, the error reaches the
    caller, plain or in an ExceptionGroup.
    """
    seconds = {"a": 1.0, "b": 1.5, "c": 5.0, "d": 5.0}
    crawl = Service("crawl", seconds, str.upper, raises={"b": OSError("404")}, cleanup=0.25)
    error_came = Progress("error came")

    with pytest.RaisesGroup(OSError, allow_unwrapped=True, flatten_subgroups=True):
        await read(submission.map_unordered(crawl, ["a", "b", "c", "d"], 3), Progress("got"))
    error_came()

    assert timeline == {
        "crawl a": (0, 1.0),
        "crawl b": (0, 1.5),
        "crawl c": (0, 1.75),
        "crawl d": (1.0, 1.75),
        "got A": 1.0,
        "error came": 1.75,
    }


async def test_few_items_are_taken_ahead(submission):
    """At most 2 * limit items are ever taken from the source ahead of the results that the
    caller has got.
    """
    crawl, feed = Service("crawl", 1.0), Feed()

    pages = submission.map_unordered(crawl, feed, 3)
    await read(pages, count=5)
    await pages.aclose()

    assert 5 <= feed.taken <= 5 + 2 * 3, (
        f"{feed.taken} items were taken from the source for 5 results"
    )


async def test_a_slow_caller_slows_the_source_down(submission):
    """At most 2 * limit items are ever taken from the source ahead of the results that the
    caller has got.
    """
    crawl, feed = Service("crawl", 1.0, returns="page {}".format), Feed()

    pages = submission.map_unordered(crawl, feed, 3)
    await read(pages, Progress("got"), count=2)
    await asyncio.sleep(10.0)
    taken = feed.taken
    await pages.aclose()

    assert 2 <= taken <= 2 + 2 * 3, f"{taken} items were taken from the source for 2 results"


def ends_in_order(seen):
    """Return when each call of the rule with the slow page ended, or nothing."""
    ends = [call.end for call in seen.calls("crawl")]
    known = seen.rule.startswith("each_result") and None not in ends
    return ends if known else []


def is_stuck_at_the_end(seen):
    """Tell whether all calls had ended, but the caller still waited for a result."""
    calls = seen.calls("crawl")
    stuck = isinstance(seen.error, DeadlockError) and len(calls) >= len(PAGES)
    return stuck and all(call.outcome == "returned" for call in calls)


@proves("one-sentinel-for-many")
def some_workers_never_ended(seen):
    """All calls had ended, and so had one worker; others like it still waited for work."""
    alive = {task.where for task in seen.tasks if task.end is None}
    ended = {task.where for task in seen.tasks if task.end is not None}
    return is_stuck_at_the_end(seen) and alive & ended


@proves("end-not-announced")
def the_caller_waited_after_the_last_call(seen):
    """All calls had ended and the source was empty, but the caller still waited for a result."""
    return is_stuck_at_the_end(seen)


@proves("chunked-barrier")
def whole_batches_were_waited_for(seen):
    """Two items were taken at a time, and the next two only when both of them had ended."""
    ends = ends_in_order(seen)
    waited = [max(ends[: number - number % 2]) for number in range(2, len(ends))]
    starts = [call.start for call in seen.calls("crawl")[2:]]
    return bool(waited) and starts == pytest.approx(waited)


@proves("head-of-line")
def the_oldest_call_was_waited_for(seen):
    """The results came in the order of the items: what had ended behind b waited for b."""
    ends = ends_in_order(seen)
    got = [mark.start for mark in seen.timeline.of("mark")]
    waited = [max(ends[: number + 1]) for number in range(len(ends))]
    return bool(ends) and got == pytest.approx(waited) and waited != ends


@proves("unbounded-concurrency")
def nothing_held_any_call_back(seen):
    """All twelve calls were in flight at once, with three slots."""
    return seen.rule.startswith("exactly_limit") and seen.happened == 12


@proves("yield-holding-resource", next_step="Cancel and await the tasks yourself, in `finally`.")
def the_group_wrapped_the_farewell(seen):
    """The `yield` stands inside a TaskGroup, which made an error of the caller's leaving."""
    group = seen.error if isinstance(seen.error, BaseExceptionGroup) else None
    return group is not None and group.subgroup(GeneratorExit) is not None


@proves("cancel-without-await", next_step="Await the tasks after you have cancelled them.")
def calls_were_still_cleaning_up(seen):
    """The calls were cancelled, but nobody waited until they had cleaned up."""
    told = [call for call in seen.calls("crawl") if call.outcome == "cancelled"]
    return any(call.end is None for call in told)


@proves("agen-not-closed", next_step="Put a `finally` around the `yield`: cancel and await there.")
def calls_went_on_after_aclose(seen):
    """After `aclose()` the calls in flight went on: nobody had cancelled them."""
    running = [call for call in seen.calls("crawl") if call.end is None]
    return seen.rule.startswith("aclose") and running and not any(c.outcome for c in running)


@proves("task-explosion")
def each_item_had_a_task_at_once(seen):
    """Say how many tasks were created at one instant."""
    created = len([task for task in seen.tasks if task.start == 0])
    if not seen.rule.startswith("few_items") or created < 60:
        return None
    return f"{created} tasks were created at once, one for each item, before any had a result."


@proves("unbounded-queue", next_step="Give the queue a maxsize, so that the workers wait.")
def calls_went_on_while_the_caller_slept(seen):
    """Say how many calls ended while the caller was busy."""
    got = [mark.start for mark in seen.timeline.of("mark")]
    if not seen.rule.startswith("a_slow_caller") or len(got) != 2:
        return None
    late = [call for call in seen.calls("crawl") if call.start > got[-1] + 1.5]
    return late and f"{len(late)} more calls were started while the caller was busy for 10 s."
