"""Both calls at the same time: a small grader for the hostile answers."""

from asynclings.probes import Rendezvous, Service

EXPECTED = ("billed", "shipped")


async def test_both_calls_are_in_flight_at_the_same_time(submission):
    """Both are in flight at the same time."""
    meeting = Rendezvous(2)
    foo = Service("foo", returns="billed", meets=meeting)
    bar = Service("bar", returns="shipped", meets=meeting)

    answer = await submission.run_both(foo, bar)

    assert answer == EXPECTED
    assert (foo.finished, bar.finished) == (1, 1)


async def test_it_takes_as_long_as_the_slower_one(submission, timeline):
    """Return what both give."""
    foo, bar = Service("foo", 1.0, "billed"), Service("bar", 2.0, "shipped")

    await submission.run_both(foo, bar)

    assert timeline == {"foo": (0, 1.0), "bar": (0, 2.0)}
