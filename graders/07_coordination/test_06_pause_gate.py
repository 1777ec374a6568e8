"""Runs that an operator can pause: what is asked."""

import ast
import asyncio

from asynclings.errors import BlockedLoopError, DeadlockError
from asynclings.probes import Progress, Service, cancel_at, proves

#: When the operator resumes, in the rules about a long pause.
RESUMED = 102.53


async def at(second, action):
    """Do *action* at this virtual second."""
    await asyncio.sleep(second)
    action()


async def test_the_items_are_handled_one_after_the_other(submission, timeline, pace):
    """Handle the items one after the other, and return how many there were."""
    handle, returned = Service("handle", pace(1.0)), Progress("returned")

    returned(await submission.PausableRunner().run(["a", "b", "c"], handle))

    assert timeline == {
        "handle a": pace(0.0, 1.0),
        "handle b": pace(1.0, 2.0),
        "handle c": pace(2.0, 3.0),
        "returned 3": pace(3.0),
    }


async def test_the_next_item_begins_the_moment_it_is_resumed(submission, timeline, pace):
    """Let all runs go on, the moment this is called."""
    runner, handle = submission.PausableRunner(), Service("handle", pace(1.0))

    operator = [at(pace(0.5), runner.pause), at(pace(RESUMED), runner.resume)]
    await asyncio.gather(runner.run(["a", "b"], handle), *operator)

    assert timeline == {
        "handle a": pace(0.0, 1.0),
        "handle b": pace(RESUMED, RESUMED + 1.0),
    }


async def test_an_item_in_flight_is_handled_to_its_end(submission, timeline, pace):
    """An item that is being handled when the pause begins is handled to its end."""
    runner, handle = submission.PausableRunner(), Service("handle", pace(1.0))

    operator = [at(pace(1.5), runner.pause), at(pace(3.0), runner.resume)]
    await asyncio.gather(runner.run(["a", "b", "c"], handle), *operator)

    assert timeline == {
        "handle a": pace(0.0, 1.0),
        "handle b": pace(1.0, 2.0),
        "handle c": pace(3.0, 4.0),
    }


async def test_nothing_wakes_up_to_look(submission, timeline):
    """While the runner is paused, no item is begun, and nothing wakes up to look whether it is
    still paused.
    """
    runner, handle = submission.PausableRunner(), Service("handle", 1.0)

    operator = [at(0.5, runner.pause), at(300.0, runner.resume)]
    await asyncio.gather(runner.run(["a", "b"], handle), *operator)

    assert timeline.timers <= 4 + 2, f"woken {timeline.timers} times for two items and one pause"


async def test_a_run_that_begins_in_a_pause_waits_for_its_end(submission, timeline):
    """While the runner is paused, no item is begun, and nothing wakes up to look whether it is
    still paused.
    """
    runner, handle = submission.PausableRunner(), Service("handle", 1.0)

    runner.pause()
    await asyncio.gather(runner.run(["a"], handle), at(2.0, runner.resume))

    assert timeline == {"handle a": (2, 3)}


async def test_it_can_be_paused_again(submission, timeline):
    """It can be paused and resumed again and again."""
    runner, handle = submission.PausableRunner(), Service("handle", 1.0)

    first = [at(0.5, runner.pause), at(2.0, runner.resume)]
    second = [at(2.5, runner.pause), at(5.0, runner.resume)]
    await asyncio.gather(runner.run(["a", "b", "c"], handle), *first, *second)

    assert timeline == {"handle a": (0, 1), "handle b": (2, 3), "handle c": (5, 6)}


async def test_to_pause_twice_is_the_same_as_to_pause_once(submission, timeline):
    """To pause twice is the same as to pause once."""
    runner, handle = submission.PausableRunner(), Service("handle", 1.0)

    operator = [at(0.5, runner.pause), at(1.5, runner.pause), at(2.0, runner.resume)]
    await asyncio.gather(runner.run(["a", "b"], handle), *operator)

    assert timeline == {"handle a": (0, 1), "handle b": (2, 3)}


async def test_to_resume_without_a_pause_does_nothing(submission, timeline):
    """When it is not paused, nothing happens."""
    runner, handle = submission.PausableRunner(), Service("handle", 1.0)

    runner.resume()
    operator = [at(0.5, runner.resume), at(1.5, runner.pause), at(3.0, runner.resume)]
    await asyncio.gather(runner.run(["a", "b", "c"], handle), *operator)

    assert timeline == {"handle a": (0, 1), "handle b": (1, 2), "handle c": (3, 4)}


async def test_all_runs_are_paused_and_resumed(submission, timeline):
    """Pause all runs before their next item, until `resume` is called."""
    runner, handle = (
        submission.PausableRunner(),
        Service("handle", {"a": 1, "b": 1, "x": 0.75, "y": 1}),
    )

    runs = [runner.run(["a", "b"], handle), runner.run(["x", "y"], handle)]
    await asyncio.gather(*runs, at(0.5, runner.pause), at(2.0, runner.resume))

    assert timeline == {
        "handle a": (0, 1),
        "handle x": (0, 0.75),
        "handle b": (2, 3),
        "handle y": (2, 3),
    }


async def test_a_run_that_is_cancelled_in_a_pause_ends_at_once(submission, timeline):
    """A run that is cancelled while it is paused ends at once."""
    runner, handle = submission.PausableRunner(), Service("handle", 1.0)

    run = cancel_at(5.0, runner.run(["a", "b"], handle))
    await asyncio.gather(run, at(0.5, runner.pause))

    assert timeline == {"handle a": (0, 1), "cancelled": 5}


def uses(seen, *names):
    """Tell whether the answer's source has one of these names or attributes."""
    nodes = ast.walk(seen.source)
    return any({getattr(x, "attr", ""), getattr(x, "id", "")} & set(names) for x in nodes)


@proves("sync-primitive-in-async", next_step="Wait for an asyncio.Event: it lets the others run.")
def the_whole_thread_waited(seen):
    """Say which call blocked the loop: whoever could resume the run cannot run any more."""
    names = [
        block.name for block in seen.blocks if ".wait" in block.name or "acquire" in block.name
    ]
    blocked = isinstance(seen.error, BlockedLoopError) or bool(names)
    if not blocked or not uses(seen, "threading"):
        return None
    return "a lock or an event of `threading` stopped the whole event loop, with the operator in it"


@proves("busy-wait")
def woken_again_and_again(seen):
    """Say how often the loop was woken."""
    rules = seen.rule.startswith(("the_next_item_begins", "nothing_wakes"))
    many = rules and seen.timeline.timers > 12
    return many and f"{seen.timeline.timers} timers fired, for two items and one pause"


@proves("sleep-and-hope", next_step="Wait for an Event that resume() sets.")
def slept_through_the_pause(seen):
    """Say when the item was begun, with a sleep that knows nothing of the operator."""
    began = [call.start for call in seen.calls("handle b")]
    handled = {call.start for call in seen.calls("handle")}  # which takes a while, too
    sleeps = [nap for nap in seen.timeline.of("sleep") if seen.is_mine(nap)]
    naps = [nap for nap in sleeps if nap.start not in handled]
    if not seen.rule.startswith("the_next_item_begins") or not began or not naps:
        return None
    return f"b was begun at {began[0]:g} s, after a sleep, whenever it was that it was resumed"


@proves("event-not-cleared")
def the_second_pause_was_ignored(seen):
    """The first pause held, the second did not: the event was still set from the first resume."""
    starts = [call.start for call in seen.calls("handle")]
    ignored = seen.rule.startswith("it_can_be_paused") and starts == [0, 2, 3]
    return ignored and uses(seen, "Event") and not uses(seen, "clear")


@proves("lost-wakeup", next_step="Keep one Event for good: pause() clears it, resume() sets it.")
def a_run_was_not_woken(seen):
    """resume() had been called, and a run waits on: it waits for something that nobody sets."""
    resumed = seen.call.endswith("resume()")
    return isinstance(seen.error, DeadlockError) and resumed and not seen.gone
