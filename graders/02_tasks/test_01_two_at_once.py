"""Two services, asked at once: what is asked."""

import asyncio

from asynclings.probes import Progress, Rendezvous, Service, proves


async def test_both_calls_are_in_flight_at_the_same_time(submission, timeline):
    """Both calls are in flight at the same time."""
    meeting = Rendezvous(2)
    foo = Service("foo", 1.0, "billed", meets=meeting)
    bar = Service("bar", 2.0, "shipped", meets=meeting)

    await submission.run_both(foo, bar)

    assert timeline.peak() == 2, "how many calls were in flight together"


async def test_the_two_take_as_long_as_the_slower_one(submission, timeline, pace):
    """The two together take as long as the slower one, and not a moment longer."""
    one, two = pace(1.0, 2.0)
    foo, bar = Service("foo", one, "billed"), Service("bar", two, "shipped")
    returned = Progress("returned")

    await submission.run_both(foo, bar)
    returned()

    assert timeline == {"foo": (0, one), "bar": (0, two), "returned": two}


async def test_the_answers_are_a_tuple_with_foo_first(submission, pace):
    """Return what both services answer, as a tuple with foo's answer first."""
    two, one = pace(2.0, 1.0)
    foo, bar = Service("foo", two, "billed"), Service("bar", one, "shipped")

    answers = await submission.run_both(foo, bar)

    assert answers == ("billed", "shipped"), "a tuple, foo's answer first, whichever was faster"


@proves("order-by-completion", next_step="Return foo's answer first, whichever came first.")
def the_faster_answer_is_first(seen):
    """The answers stand in the order in which they arrived: bar's was there first."""
    return isinstance(seen.happened, tuple | list) and list(seen.happened) == ["shipped", "billed"]


@proves("orphan-task", next_step="Await the task; its value is there only when it has ended.")
def a_result_was_asked_for_too_early(seen):
    """A task was asked for its result before it had ended, and nobody waited for it."""
    return isinstance(seen.error, asyncio.InvalidStateError)
