"""One load for all who ask at the same time: what is asked."""

import asyncio
from contextlib import aclosing

from asynclings.probes import Progress, Service, proves

#: Two instants closer than this are one.
MICROSECOND = 1e-6

RATES = {"EUR": 1.1, "CHF": 1.2}


async def ask_together(cache, *keys):
    """Ask for all *keys* at the same time; return what each caller got."""
    asking = [asyncio.create_task(cache.get(key)) for key in keys]
    await asyncio.wait(asking)
    return [outcome_of(task) for task in asking]


async def ask_and_cancel(cache, number, gone):
    """Let three ask for EUR, cancel one of them at 0.5 s; return what each of them got."""
    asking = [asyncio.create_task(cache.get("EUR")) for _ in range(3)]
    asking[number].add_done_callback(lambda _: gone())
    await asyncio.sleep(0.5)
    asking[number].cancel()
    await asyncio.wait(asking)
    return [outcome_of(task) for task in asking]


async def ask_at(cache, key, *instants):
    """Ask for *key* at each of *instants*, one after the other."""
    for instant in instants:
        await asyncio.sleep(instant - asyncio.get_running_loop().time())
        await cache.get(key)


def outcome_of(task):
    """Return the task's value; its error, or its cancellation, as a text."""
    if task.cancelled():
        return "cancelled"
    return repr(task.exception()) if task.exception() else task.result()


def failing_once():
    """Return a function that gives an error the first time, and none after that."""
    errors = [ConnectionError("no rates")]
    return lambda _: errors.pop() if errors else None


async def test_each_caller_gets_the_value_of_its_key(submission):
    """Return what `load(key)` gives, or has given a short while ago."""
    load = Service("load", 1.0, RATES)

    async with aclosing(submission.AsyncCache(load, ttl=60.0)) as cache:
        rates = await ask_together(cache, "EUR", "CHF", "EUR")

    assert rates == [1.1, 1.2, 1.1]


async def test_a_value_is_loaded_when_it_is_first_asked_for(submission, timeline):
    """Loads the value of a key when it is first asked for."""
    load = Service("load", 1.0, RATES)

    async with aclosing(submission.AsyncCache(load, ttl=60.0)) as cache:
        await ask_at(cache, "EUR", 2.0, 4.0)

    assert timeline == {"load EUR": (2.0, 3.0)}


async def test_ten_callers_share_one_load(submission, timeline, pace):
    """Callers who ask for a key while it is being loaded share that load."""
    second = pace(1.0)
    load, all_there = Service("load", second, RATES), Progress("all there")

    async with aclosing(submission.AsyncCache(load, ttl=60.0)) as cache:
        await ask_together(cache, *["EUR"] * 10)
        all_there()

    assert timeline == {"load EUR": (0, second), "all there": second}


async def test_different_keys_are_loaded_at_the_same_time(submission, timeline, pace):
    """Different keys are loaded at the same time."""
    second, two = pace(1.0, 2.0)
    load, all_there = Service("load", {"EUR": second, "CHF": two}, RATES), Progress("all there")

    async with aclosing(submission.AsyncCache(load, ttl=60.0)) as cache:
        await ask_together(cache, "EUR", "CHF")
        all_there()

    assert timeline == {"load EUR": (0, second), "load CHF": (0, two), "all there": two}


async def test_a_value_is_kept_for_ttl_seconds(submission, timeline):
    """Once it is there, a value is kept for `ttl` seconds."""
    load = Service("load", 1.0, RATES)

    async with aclosing(submission.AsyncCache(load, ttl=10.0)) as cache:
        await ask_at(cache, "EUR", 0.0, 2.0, 10.5, 12.0, 13.5)

    assert timeline == {"load EUR": [(0, 1.0), (12.0, 13.0)]}


async def test_an_error_is_for_all_who_share_the_load(submission):
    """When a load fails, all who share it get its error."""
    load = Service("load", 1.0, RATES, raises=failing_once())

    async with aclosing(submission.AsyncCache(load, ttl=60.0)) as cache:
        rates = await ask_together(cache, *["EUR"] * 3)

    assert rates == ["ConnectionError('no rates')"] * 3, "what each of three callers got"


async def test_after_an_error_the_next_caller_loads_again(submission):
    """Whoever asks after the error starts a new load."""
    load = Service("load", 1.0, RATES, raises=failing_once())

    async with aclosing(submission.AsyncCache(load, ttl=60.0)) as cache:
        await ask_together(cache, "EUR")
        rates = await ask_together(cache, "EUR")

    assert rates == [1.1], "what the caller after the error got"


async def test_a_cancelled_caller_ends_at_once(submission, timeline):
    """A caller that is cancelled ends at once."""
    load, gone = Service("load", 1.0, RATES), Progress("the caller is gone")

    async with aclosing(submission.AsyncCache(load, ttl=60.0)) as cache:
        await ask_and_cancel(cache, 1, gone)

    assert timeline == {"load EUR": (0, 1.0), "the caller is gone": 0.5}


async def test_the_others_get_the_value_when_the_first_caller_is_cancelled(submission):
    """The others who share its load still get the value."""
    load, gone = Service("load", 1.0, RATES), Progress("the caller is gone")

    async with aclosing(submission.AsyncCache(load, ttl=60.0)) as cache:
        rates = await ask_and_cancel(cache, 0, gone)

    assert rates == ["cancelled", 1.1, 1.1], "what each of the three callers got"


async def test_after_aclose_no_load_is_in_flight(submission):
    """See to it that no load is in flight, also none for which nobody waits any more."""
    load = Service("load", 1.0, RATES, cleanup=0.25)

    cache = submission.AsyncCache(load, ttl=60.0)
    caller = asyncio.create_task(cache.get("EUR"))
    await asyncio.sleep(0.5)
    caller.cancel()
    await asyncio.wait([caller])
    await cache.aclose()

    assert load.running == 0, "loads still in flight when aclose() had returned"


@proves("cache-stampede")
def everybody_loaded(seen):
    """Say how many loads began together."""
    together = len([call for call in seen.calls("load EUR") if call.start == 0])
    shared = seen.rule.startswith("ten_callers") and together > 1
    return shared and f"{together} loads of the same key began at the same instant."


@proves("lock-held-across-io", next_step="Different keys need not wait for each other.")
def one_key_waited_for_the_other(seen):
    """The second key's load began when the first one's had ended."""
    calls = seen.calls("load")
    if not seen.rule.startswith("different_keys") or len(calls) != 2:
        return False
    return calls[0].end is not None and abs(calls[0].end - calls[1].start) < MICROSECOND


@proves("cached-coroutine")
def a_coroutine_was_awaited_again(seen):
    """Return what Python said when a caller awaited what another one had awaited."""
    got = seen.happened if isinstance(seen.happened, list) else []
    texts = [text for text in got if isinstance(text, str)]
    again = [text for text in texts if "awaited already" in text or "already awaited" in text]
    return again and f"One of the callers got {again[0]}."


@proves("cached-failure")
def the_old_error_came_again(seen):
    """The second caller got the first one's error, and nothing was loaded for it."""
    failed = seen.rule.startswith("after_an_error") and len(seen.calls("load")) == 1
    return failed and seen.happened == ["ConnectionError('no rates')"]


@proves("waiter-kills-shared")
def one_caller_took_the_load_along(seen):
    """The load was cancelled together with one caller, while two others waited for it."""
    outcomes = [call.outcome for call in seen.calls("load")]
    return "cancel" in seen.rule and "cancelled" in outcomes


@proves("cancel-without-await", next_step="Await the tasks after you have cancelled them.")
def a_load_was_still_cleaning_up(seen):
    """The load was cancelled, but `aclose` returned before it had cleaned up."""
    told = [call for call in seen.calls("load") if call.outcome == "cancelled"]
    return seen.rule.startswith("after_aclose") and any(call.end is None for call in told)
