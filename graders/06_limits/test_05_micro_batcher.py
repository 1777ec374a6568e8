"""Single questions, answered together: what is asked."""

import asyncio
from contextlib import aclosing
from itertools import pairwise

from asynclings.errors import DeadlockError
from asynclings.probes import Progress, Service, proves

#: Two instants closer than this are one.
MICROSECOND = 1e-6

#: Ten users' keys; the database has no "u404", and fails when asked for "u500".
TEN = [f"u{number}" for number in range(10)]


class Database:
    """Answers many keys with one query, which the timeline shows with their number."""

    def __init__(self, seconds=0.5):
        self.queries = []
        self._query = Service("query of", seconds)

    async def load_many(self, keys):
        """Return what there is, in no order that anybody could rely on."""
        wanted = sorted(keys)
        self.queries.append(wanted)
        await self._query(len(wanted))
        if "u500" in wanted:
            raise ConnectionError("database down")
        return {key: f"user {key[1:]}" for key in reversed(wanted) if key != "u404"}


async def ask_together(batcher, *keys):
    """Ask for all *keys* at the same time; return what each caller got."""
    return await outcomes_of([asyncio.create_task(batcher.load(key)) for key in keys])


async def ask_one_by_one(batcher, pause, *keys):
    """Ask for one key after another with a pause between them; wait for all."""
    asking = []
    for key in keys:
        asking.append(asyncio.create_task(batcher.load(key)))
        await asyncio.sleep(pause)
    await outcomes_of(asking)


async def cancel_first(batcher, at, *keys):
    """Ask for all *keys*, cancel the first caller at *at* seconds; return what each got."""
    asking = [asyncio.create_task(batcher.load(key)) for key in keys]
    await asyncio.sleep(at)
    asking[0].cancel()
    return await outcomes_of(asking)


async def outcomes_of(tasks):
    """Wait for all *tasks*; return their values, or errors and cancellations as texts."""
    await asyncio.wait(tasks)
    return [
        "cancelled"
        if task.cancelled()
        else repr(task.exception())
        if task.exception()
        else task.result()
        for task in tasks
    ]


async def test_each_caller_gets_the_value_of_its_key(submission):
    """Return what `load_many` has for `key`."""
    database = Database()
    batcher = submission.Batcher(database.load_many, max_size=10, max_delay=0.01)

    async with aclosing(batcher):
        users = await ask_together(batcher, "u1", "u2", "u3")

    assert users == ["user 1", "user 2", "user 3"]


async def test_ten_keys_make_one_query(submission, timeline, pace):
    """Collects the keys of single callers, and loads them with one `load_many(keys)`."""
    delay, seconds = pace(0.1, 0.5)
    database, all_there = Database(seconds), Progress("all there")
    batcher = submission.Batcher(database.load_many, max_size=100, max_delay=delay)

    async with aclosing(batcher):
        await ask_together(batcher, *TEN)
        all_there()

    assert timeline == {"query of 10": (delay, delay + seconds), "all there": delay + seconds}


async def test_batches_are_loaded_at_the_same_time(submission, timeline, pace):
    """Batches are loaded at the same time."""
    delay, seconds = pace(0.1, 0.5)
    database, keys = Database(seconds), [f"u{number}" for number in range(25)]
    batcher = submission.Batcher(database.load_many, max_size=10, max_delay=delay)

    async with aclosing(batcher):
        await ask_together(batcher, *keys)

    assert timeline == {
        "query of 10": [(0, seconds), (0, seconds)],
        "query of 5": (delay, delay + seconds),
    }


async def test_the_clock_starts_with_the_first_key(submission, timeline, pace):
    """A batch is loaded `max_delay` seconds after its first key."""
    delay, pause, seconds = pace(0.1, 0.09, 0.5)
    database = Database(seconds)
    batcher = submission.Batcher(database.load_many, max_size=10, max_delay=delay)

    async with aclosing(batcher):
        await ask_one_by_one(batcher, pause, "u1", "u2", "u3")

    second = 2 * pause + delay
    assert timeline == {
        "query of 2": (delay, delay + seconds),
        "query of 1": (second, second + seconds),
    }


async def test_a_full_batch_is_loaded_at_once(submission, timeline, pace):
    """With `max_size` keys it is full, and is loaded at once."""
    delay, pause, seconds = pace(0.1, 0.04, 0.5)
    database = Database(seconds)
    batcher = submission.Batcher(database.load_many, max_size=2, max_delay=delay)

    async with aclosing(batcher):
        await ask_one_by_one(batcher, pause, "u1", "u2", "u3")

    second = 2 * pause + delay
    assert timeline == {
        "query of 2": (pause, pause + seconds),
        "query of 1": (second, second + seconds),
    }


async def test_a_key_stands_in_a_batch_once(submission):
    """A key for which several callers ask stands in a batch once."""
    database = Database()
    batcher = submission.Batcher(database.load_many, max_size=10, max_delay=0.01)

    async with aclosing(batcher):
        users = await ask_together(batcher, "u1", "u2", "u1")

    assert (database.queries, users) == ([["u1", "u2"]], ["user 1", "user 2", "user 1"])


async def test_a_missing_key_is_an_error_for_its_caller_only(submission):
    """A key that it does not have is a KeyError, for the callers of this key only."""
    database = Database()
    batcher = submission.Batcher(database.load_many, max_size=10, max_delay=0.01)

    async with aclosing(batcher):
        users = await ask_together(batcher, "u1", "u404", "u2")

    assert users == ["user 1", "KeyError('u404')", "user 2"], "what each of three callers got"


async def test_all_callers_of_a_failed_batch_get_its_error(submission):
    """When `load_many` fails, all callers of that batch get its error."""
    database = Database()
    batcher = submission.Batcher(database.load_many, max_size=2, max_delay=0.01)

    async with aclosing(batcher):
        users = await ask_together(batcher, "u1", "u500", "u2", "u3")

    failed = "ConnectionError('database down')"
    assert users == [failed, failed, "user 2", "user 3"], "what the callers of two batches got"


async def test_a_cancelled_caller_disturbs_nobody(submission):
    """A caller that is cancelled disturbs nobody."""
    database = Database()
    batcher = submission.Batcher(database.load_many, max_size=10, max_delay=0.01)

    async with aclosing(batcher):
        users = await cancel_first(batcher, 0.2, "u1", "u1", "u2")

    assert users == ["cancelled", "user 1", "user 2"], "what each of three callers got"


async def test_a_caller_cancelled_before_the_query_disturbs_nobody(submission):
    """A caller that is cancelled disturbs nobody."""
    database = Database()
    batcher = submission.Batcher(database.load_many, max_size=10, max_delay=0.01)

    async with aclosing(batcher):
        users = await cancel_first(batcher, 0.005, "u1", "u1", "u2")

    assert users == ["cancelled", "user 1", "user 2"], "what each of three callers got"


async def test_after_aclose_nobody_waits_for_ever(submission):
    """See to it that nobody waits for ever: each caller gets a value, or an error."""
    database = Database()
    batcher = submission.Batcher(database.load_many, max_size=2, max_delay=0.01)

    asking = [asyncio.create_task(batcher.load(key)) for key in ("u1", "u2", "u3")]
    await asyncio.sleep(0.005)
    await batcher.aclose()
    answers = await outcomes_of(asking)

    assert len(answers) == 3


def queries(seen):
    """Return the queries, in the order in which they began."""
    return sorted(seen.calls("query of"), key=lambda call: call.start)


@proves("no-batching")
def each_key_had_a_query_of_its_own(seen):
    """Ten keys were asked for together, and each of them had a query of its own."""
    sizes = [args[0] for args in seen.args("query of")]
    return seen.rule.startswith("ten_keys") and sizes == [1] * 10


@proves("wrong-mapping")
def callers_got_what_belongs_to_others(seen):
    """All the right values came, but to the wrong callers."""
    if not seen.rule.startswith("each_caller") or not isinstance(seen.happened, list):
        return False
    return seen.happened != seen.expected and sorted(map(str, seen.happened)) == seen.expected


@proves("batch-serial")
def one_batch_waited_for_the_other(seen):
    """Each query began only after the one before it had ended."""
    calls = queries(seen)
    if not seen.rule.startswith("batches") or len(calls) < 2 or any(c.end is None for c in calls):
        return False
    return all(before.end <= after.start + MICROSECOND for before, after in pairwise(calls))


@proves("debounce-not-batch")
def each_key_started_the_clock_again(seen):
    """The query began `max_delay` after the last key, with all three of them."""
    return seen.rule.startswith("the_clock") and [a[0] for a in seen.args("query of")] == [3]


@proves("stale-timer")
def the_old_clock_ended_the_next_batch(seen):
    """The second batch was loaded `max_delay` after the first key of the batch before it."""
    calls = queries(seen)
    if not seen.rule.startswith("a_full_batch") or [call.args[0] for call in calls] != [2, 1]:
        return False
    pause, second = calls[0].start, calls[1].start
    return abs(second - pause / 0.04 * 0.1) < MICROSECOND


@proves("set-result-twice")
def an_answer_was_set_for_a_cancelled_caller(seen):
    """InvalidStateError: an answer was set on the future of the caller that was cancelled."""
    gone = [type(error).__name__ for error in seen.gone]
    return "InvalidStateError" in [*gone, *(one.subject for one in seen.broken)]


@proves("waiter-kills-shared", next_step="Give each caller a future of its own.")
def one_caller_took_others_along(seen):
    """Another caller, which nobody had cancelled, ended cancelled together with the first one."""
    got = seen.happened if "cancelled_" in seen.rule and isinstance(seen.happened, list) else []
    return "cancelled" in got[1:]


@proves("waiter-kills-shared", next_step="Let a task of its own load the batch, not a caller.")
def one_caller_loaded_for_all(seen):
    """The query was cancelled together with the first caller, and nobody answered the others."""
    stuck = "cancelled_" in seen.rule and isinstance(seen.error, DeadlockError)
    return stuck and "cancelled" in [call.outcome for call in queries(seen)]


@proves("one-error-for-all", next_step="Set the KeyError on the futures of the missing key only.")
def a_missing_key_failed_the_whole_batch(seen):
    """One key was missing, and all three callers got a KeyError."""
    return seen.rule.startswith("a_missing_key") and seen.happened == ["KeyError('u404')"] * 3


@proves("lost-on-close")
def callers_were_left_waiting(seen):
    """After `aclose` had returned, a caller still waited, and nobody was left to answer."""
    return seen.rule.startswith("after_aclose") and isinstance(seen.error, DeadlockError)
