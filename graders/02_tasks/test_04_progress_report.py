"""Downloads that report when they are finished: what is asked."""

import pytest

from asynclings.probes import Progress, Rendezvous, Service, proves

BODIES = {"a": b"alpha", "b": b"beta", "c": b"gamma"}


async def test_all_downloads_run_at_the_same_time(submission):
    """All downloads run at the same time."""
    fetch = Service("fetch", 1.0, BODIES, meets=Rendezvous(3))

    await submission.download_all(["a", "b", "c"], fetch, Progress("progress"))

    assert fetch.peak == 3, "how many downloads were in flight together"


async def test_each_download_is_reported_the_moment_it_is_finished(submission, timeline, pace):
    """The moment one of them is finished, `on_progress(done, total, url)` is called: how many
    are finished by now, out of how many, and which one it is.
    """
    a, b, c = pace(2.0, 1.25, 3.0)
    fetch = Service("fetch", {"a": a, "b": b, "c": c}, BODIES)

    await submission.download_all(["a", "b", "c"], fetch, Progress("progress"))

    assert timeline == {
        "fetch a": (0, a),
        "fetch b": (0, b),
        "fetch c": (0, c),
        "progress 1 3 b": b,
        "progress 2 3 a": a,
        "progress 3 3 c": c,
    }


async def test_the_bodies_come_back_in_the_order_of_the_urls(submission):
    """Fetch every URL and return what `fetch(url)` gives, by URL, in the order of `urls`."""
    fetch = Service("fetch", {"a": 2.0, "b": 1.0, "c": 3.0}, BODIES)

    bodies = await submission.download_all(["a", "b", "c"], fetch, Progress("progress"))

    assert list(bodies.items()) == [("a", b"alpha"), ("b", b"beta"), ("c", b"gamma")]


async def test_nothing_wakes_up_in_between_to_look(submission, timeline):
    """Nothing wakes up in between to look whether there is news."""
    fetch = Service("fetch", {"a": 20.0, "b": 10.0, "c": 30.0}, BODIES)

    await submission.download_all(["a", "b", "c"], fetch, Progress("progress"))

    assert timeline.timers <= 3 + 2, f"woken {timeline.timers} times for three downloads"


async def test_when_a_download_fails_the_others_are_cancelled(submission, timeline):
    """When a download fails, the others are cancelled, and once they have cleaned up, the
    error leaves, plain or in an ExceptionGroup.
    """
    failures = {"b": ConnectionError("no route to b")}
    fetch = Service("fetch", {"a": 1.0, "b": 1.5, "c": 3.0}, BODIES, raises=failures, cleanup=0.25)
    left = Progress("the error left")

    with pytest.RaisesGroup(ConnectionError, allow_unwrapped=True, flatten_subgroups=True):
        await submission.download_all(["a", "b", "c"], fetch, Progress("progress"))
    left()

    assert timeline == {
        "fetch a": (0, 1.0),
        "progress 1 3 a": 1.0,
        "fetch b": (0, 1.5),
        "fetch c": (0, 1.75),
        "the error left": 1.75,
    }


def reports(seen):
    """Return what on_progress was told, each with when."""
    marks = [mark for mark in seen.timeline.of("mark") if mark.name.startswith("progress")]
    return [(int(mark.name.split()[1]), mark.name.split()[3], mark.start) for mark in marks]


@proves("late-progress")
def everything_was_reported_at_the_end(seen):
    """All reports came at the same instant, when the last download was finished."""
    told, ends = reports(seen), [call.end for call in seen.calls("fetch")]
    instants = {when for _, _, when in told}
    return len(told) > 1 and len(set(ends)) > 1 and None not in ends and instants == {max(ends)}


@proves("sequential-awaits", next_step="Wait for whichever is finished next, not for the next one.")
def reported_in_the_order_of_the_urls(seen):
    """The downloads ran together, but each was reported only after all those before it."""
    calls, told = seen.calls("fetch"), reports(seen)
    if seen.timeline.peak("fetch") < 2 or any(call.end is None for call in calls):
        return False
    waited = [max(call.end for call in calls[: n + 1]) for n in range(len(calls))]
    in_turn = [(n, call.args[0], waited[n - 1]) for n, call in enumerate(calls, start=1)]
    return told == in_turn and waited != [call.end for call in calls]


@proves("as-completed-identity", next_step="Let a coroutine return the URL with the body.")
def looked_up_what_as_completed_gave(seen):
    """KeyError: what as_completed gave was none of the tasks that it had been given."""
    return isinstance(seen.error, KeyError) and "_wait_for_one" in str(seen.error)


@proves("busy-wait")
def timers_fired_again_and_again(seen):
    """Say how often the loop was woken for three downloads."""
    looked = seen.timeline.timers
    fetched = len(seen.calls("fetch"))
    if looked <= 2 * fetched + 2 or seen.rule.startswith("when_a_download"):
        return None
    return f"{looked} timers fired for {fetched} downloads"


@proves("order-by-completion", next_step="Make a new dict, in the order of the URLs.")
def bodies_stand_in_the_order_of_arrival(seen):
    """The URLs stand in the order in which their bodies arrived."""
    arrived = sorted(seen.calls("fetch"), key=lambda call: call.end or 0)
    in_order = [(call.args[0], BODIES[call.args[0]]) for call in arrived]
    return seen.rule.startswith("the_bodies") and seen.happened == in_order


@proves("cancel-without-await", next_step="Await the tasks after cancel(), then let the error go.")
def downloads_were_still_cleaning_up(seen):
    """The others were cancelled, but the error left before they had cleaned up."""
    told = [call for call in seen.calls("fetch") if call.outcome == "cancelled"]
    return seen.rule.startswith("when_a_download") and any(call.end is None for call in told)
