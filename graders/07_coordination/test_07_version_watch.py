"""Waiters that each need another version: what is asked."""

import ast
import asyncio

import pytest

from asynclings.errors import DeadlockError
from asynclings.probes import Progress, cancel_at, proves


async def need(config, version, limit=None):
    """Wait for that version, and note which one came."""
    got, _ = await config.wait_for(version, limit)
    Progress(f"needs {version}, got")(got)


async def update_at(config, *seconds):
    """Update the configuration at each of these virtual seconds."""
    began = asyncio.get_running_loop().time()
    for second in seconds:
        await asyncio.sleep(began + second - asyncio.get_running_loop().time())
        await config.update({"color": f"number {second:g}"})


async def test_an_update_returns_the_new_version(submission):
    """Set the configuration, and return its version, one more than before."""
    config = submission.VersionedConfig()

    versions = [await config.update({"color": color}) for color in ("red", "green", "blue")]

    assert versions == [1, 2, 3]


async def test_what_is_new_enough_is_returned_at_once(submission):
    """If it is so already, it returns at once."""
    config = submission.VersionedConfig()

    await config.update({"color": "red"})
    await config.update({"color": "blue"})
    found = await config.wait_for(1)

    assert found == (2, {"color": "blue"})


async def test_each_is_woken_when_its_own_version_is_there(submission, timeline, pace):
    """Return the current version with its value, once it is `version` or newer."""
    config = submission.VersionedConfig()

    waiters = [need(config, version) for version in (1, 2, 3)]
    await asyncio.gather(*waiters, update_at(config, pace(1.0), pace(2.0), pace(3.0)))

    assert timeline == {f"needs {n}, got {n}": pace(1.0 * n) for n in (1, 2, 3)}


async def test_all_who_wait_for_a_version_go_on(submission, timeline):
    """All who wait for this version, or for an older one, go on at that moment."""
    config = submission.VersionedConfig()

    waiters = [need(config, 2), need(config, 2), need(config, 1)]
    await asyncio.gather(*waiters, update_at(config, 1.0, 2.0))

    assert timeline == {"needs 1, got 1": 1, "needs 2, got 2": [2, 2]}


async def test_nothing_wakes_up_to_look(submission, timeline):
    """Nothing wakes up in between to look."""
    config = submission.VersionedConfig()

    await asyncio.gather(need(config, 1, 500.0), update_at(config, 100.0))

    assert timeline.timers <= 1 + 2, f"woken {timeline.timers} times for one update"


async def test_after_the_timeout_a_timeout_error_is_raised(submission, timeline, pace):
    """After `timeout` seconds, however many updates have come meanwhile, TimeoutError is raised;
    without a timeout, the wait has no end.
    """
    config, left = submission.VersionedConfig(), Progress("the error left")
    updates = asyncio.create_task(update_at(config, pace(0.4), pace(0.8)))

    with pytest.raises(TimeoutError):
        await need(config, 9, pace(1.0))
    left()
    await updates

    assert timeline == {"the error left": pace(1.0)}


async def test_a_wait_that_has_timed_out_disturbs_nobody(submission, timeline):
    """A wait that is cancelled, or has timed out, disturbs neither the others nor the next
    update.
    """
    config = submission.VersionedConfig()

    impatient, patient = need(config, 1, 0.5), need(config, 1)
    await asyncio.gather(impatient, patient, update_at(config, 1.0), return_exceptions=True)
    await config.update({"color": "blue"})

    assert timeline == {"needs 1, got 1": 1}


async def test_a_wait_that_is_cancelled_disturbs_nobody(submission, timeline):
    """A wait that is cancelled, or has timed out, disturbs neither the others nor the next
    update.
    """
    config = submission.VersionedConfig()

    cancelled, patient = cancel_at(0.5, need(config, 1)), need(config, 1)
    await asyncio.gather(cancelled, patient, update_at(config, 1.0))
    await config.update({"color": "blue"})

    assert timeline == {"cancelled": 0.5, "needs 1, got 1": 1}


def got(seen):
    """Return (needed, got, when) of each waiter that went on."""
    words = [(mark.name.split(), mark.start) for mark in seen.timeline.of("mark")]
    waiters = [(word, when) for word, when in words if word[0] == "needs"]
    return [(int(word[1].rstrip(",")), int(word[3]), when) for word, when in waiters]


def uses(seen, *names):
    """Tell whether the answer's source has one of these names or attributes."""
    nodes = ast.walk(seen.source)
    return any({getattr(x, "attr", ""), getattr(x, "id", "")} & set(names) for x in nodes)


@proves("condition-without-predicate")
def went_on_with_an_older_version(seen):
    """Say who went on with which version."""
    early = [(needed, found) for needed, found, _ in got(seen) if found < needed]
    return (
        early
        and not seen.rule.startswith("after_the_timeout")
        and "who needed version {} went on with version {}".format(*early[0])
    )


@proves("notify-without-lock")
def notified_without_the_lock(seen):
    """RuntimeError: the condition was notified by somebody who did not hold its lock."""
    return any("notify on un-acquired lock" in str(error) for error in (seen.error, *seen.gone))


@proves("busy-wait")
def woken_again_and_again(seen):
    """Say how often the loop was woken."""
    rules = ("each_is_woken", "nothing_wakes", "all_who_wait", "after_the_timeout")
    many = seen.rule.startswith(rules) and seen.timeline.timers > 10
    return many and f"{seen.timeline.timers} timers fired, for a few updates"


@proves("notify-one-when-all")
def only_one_was_woken(seen):
    """The version is there, and one of those who wait for it was woken; the others wait on."""
    stuck = isinstance(seen.error, DeadlockError) and "Condition.wait" in str(seen.error)
    one = uses(seen, "notify") and not uses(seen, "notify_all")
    return stuck and one and seen.rule.startswith("all_who_wait")


@proves("lost-wakeup", next_step="Look at the version first; wait only while it is too old.")
def waits_for_what_has_happened(seen):
    """The version was there before the wait began; nobody will wake it for that again."""
    return isinstance(seen.error, DeadlockError) and seen.rule.startswith("what_is_new")


@proves(
    "timeout-per-step", next_step="Put one timeout around the whole wait, not around each turn."
)
def each_update_began_the_time_anew(seen):
    """Say when the error left: each update had given it the whole time again."""
    left = [mark.start for mark in seen.timeline.of("mark") if mark.name == "the error left"]
    if not seen.rule.startswith("after_the_timeout") or not left or got(seen):
        return None
    naps = [nap for nap in seen.timeline.of("sleep") if nap.end and not seen.is_mine(nap)]
    late = [nap for nap in naps if nap.end < left[0]]
    return len(late) == 2 and f"the error left at {left[0]:g} s: each update began the time anew"
