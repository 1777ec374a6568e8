"""Callers that have to go slowly: what is asked."""

import asyncio

from asynclings.probes import Progress, Service, cancel_at, proves

#: Two instants closer than this are one.
MICROSECOND = 1e-6

#: When callers come who meet the end of a second, and others after a long pause.
ARRIVALS = [0.0, 0.9, 0.9, 1.0, 1.0, 1.0, *[10.0] * 6]


async def call_in_turn(limiter, call, number, at=0.0):
    """Come at *at* seconds, wait for a turn, and make the call."""
    await asyncio.sleep(at)
    async with limiter:
        await call(number)


async def call_ten_times(limiter, call):
    """Make ten calls, all at once as far as the limiter allows."""
    await asyncio.gather(*(call_in_turn(limiter, call, number) for number in range(1, 11)))


async def go_on(limiter, name, at, went_on):
    """Come at *at* seconds, wait for a turn, and report it."""
    await asyncio.sleep(at)
    await limiter.acquire()
    went_on(name)


def starts_of(calls):
    """Return when each of *calls* started, in order."""
    return sorted(round(call.start, 6) for call in calls)


def most_within(seconds, starts):
    """Return how many of *starts* lie within *seconds*, wherever they are most."""
    short = seconds - MICROSECOND
    return max(sum(begin <= start < begin + short for start in starts) for begin in starts)


async def test_ten_callers_never_exceed_the_rate(submission, timeline, pace):
    """Lets at most `rate` callers go on within any `per` seconds, wherever these begin."""
    per, seconds = pace(1.0, 0.4)
    limiter, call = submission.RateLimiter(3, per), Service("call", seconds)

    await call_ten_times(limiter, call)

    most = most_within(per, starts_of(timeline.of("call")))
    assert most == 3, f"most calls that started within {per:g} s"


async def test_nobody_exceeds_it_at_the_turn_of_a_second_or_after_a_pause(submission, timeline):
    """Lets at most `rate` callers go on within any `per` seconds, wherever these begin."""
    limiter, call = submission.RateLimiter(3, 1.0), Service("call")

    callers = [call_in_turn(limiter, call, *who) for who in enumerate(ARRIVALS, start=1)]
    await asyncio.gather(*callers)

    most = most_within(1.0, starts_of(timeline.of("call")))
    assert most == 3, "most calls that started within 1 s"


async def test_nothing_wakes_up_in_between_to_look(submission, timeline):
    """Nothing wakes up in between to look whether it is time."""
    limiter, call = submission.RateLimiter(1, 2.0), Service("call")

    await call_ten_times(limiter, call)

    assert timeline.timers <= 5 * 10, f"woken {timeline.timers} times for ten callers"


async def test_the_tenth_goes_on_nine_turns_after_the_first(submission, timeline, pace):
    """Of callers that come together, the n-th goes on at most (n - 1) * per / rate seconds after
    the first.
    """
    per, seconds = pace(1.0, 0.4)
    limiter, call = submission.RateLimiter(3, per), Service("call", seconds)

    await call_ten_times(limiter, call)

    first, *_, tenth = starts_of(timeline.of("call"))
    assert (first, tenth) == (0, round(3 * per, 6)), (
        "when the first and the tenth went on, with 3 turns each"
    )


async def test_callers_go_on_in_the_order_in_which_they_came(submission, timeline, pace):
    """Wait for a turn; callers go on in the order in which they came."""
    per, two, first, second, third = pace(1.0, 2.0, 0.0, 0.1, 0.2)
    limiter, went_on = submission.RateLimiter(1, per), Progress("went on")

    callers = {"A": first, "B": second, "C": third}
    await asyncio.gather(*(go_on(limiter, *caller, went_on) for caller in callers.items()))

    assert timeline == {"went on A": 0, "went on B": per, "went on C": two}


async def test_a_cancelled_caller_delays_nobody(submission, timeline):
    """A caller that is cancelled while it waits delays nobody."""
    limiter, went_on = submission.RateLimiter(1, 1.0), Progress("went on")

    await asyncio.gather(
        go_on(limiter, "A", 0.0, went_on),
        cancel_at(0.5, go_on(limiter, "B", 0.1, went_on)),
        go_on(limiter, "C", 0.2, went_on),
    )

    assert timeline == {"went on A": 0, "cancelled": 0.5, "went on C": 1.0}


async def test_nobody_waits_for_the_end_of_a_call(submission, timeline):
    """`async with limiter:` waits for a turn, and however long the block takes, nobody waits for
    its end.
    """
    limiter, call = submission.RateLimiter(3, 1.0), Service("call", 20.0)

    await call_ten_times(limiter, call)

    assert timeline.peak() == 10, "how many of ten long calls were in flight together"


def rate_of(seen):
    """Return how many calls may start within how many seconds, where ten callers come."""
    calls = seen.calls("call")
    ten = seen.rule.startswith(("ten_callers", "the_tenth")) and len(calls) == 10
    return (3, (calls[0].end - calls[0].start) / 0.4) if ten and calls[0].end else (0, 0.0)


def ends_that_let_others_start(seen):
    """Tell whether each call but the first ones started when another one had ended."""
    calls = seen.calls("call")
    ends = {round(call.end, 6) for call in calls if call.end is not None}
    later = [start for start in starts_of(calls) if start > 0]
    return bool(later) and all(start in ends for start in later)


@proves("semaphore-as-rate")
def a_call_started_when_another_had_ended(seen):
    """Three calls were in flight at a time: a call started when another one had ended."""
    rate, _ = rate_of(seen)
    return rate and seen.timeline.peak("call") == rate and ends_that_let_others_start(seen)


@proves("lock-held-across-io", next_step="Let go of the lock before the call starts.")
def one_call_waited_for_the_other(seen):
    """One call was in flight at a time: the next one started when that had ended."""
    rate, _ = rate_of(seen)
    return rate and seen.timeline.peak("call") == 1 and ends_that_let_others_start(seen)


@proves("parallel-sleep")
def all_callers_slept_at_the_same_time(seen):
    """Say when all callers went on together."""
    rate, per = rate_of(seen)
    starts = set(starts_of(seen.calls("call")))
    together = rate and len(starts) == 1 and abs(min(starts) - per / rate) < MICROSECOND
    return together and f"All ten slept for {min(starts):g} s, and went on together."


@proves("race-across-await", next_step="Let one caller at a time decide: an asyncio.Lock.")
def all_woke_up_for_the_same_turn(seen):
    """Say how many went on in the second turn."""
    rate, per = rate_of(seen)
    starts = starts_of(seen.calls("call"))
    woken = [start for start in starts if rate and abs(start - per) < MICROSECOND]
    if len(woken) <= rate or starts.count(0) != rate:
        return None
    return f"{len(woken)} callers waited for the same turn, at {per:g} s, and all of them took it."


@proves("burst-bucket")
def a_burst_came_on_top_of_the_refill(seen):
    """Three went on at once, and others within the same second, one at a time."""
    rate, per = rate_of(seen)
    starts = starts_of(seen.calls("call"))
    dripped = [round((n + 1) * per / rate, 6) for n in range(7)] if rate else []
    return bool(dripped) and starts == [0, 0, 0, *dripped]


def starts_before_and_after_the_pause(seen):
    """Return when callers went on early, and how many went on at the instant after the pause."""
    starts = starts_of(seen.calls("call")) if seen.rule.startswith("nobody_exceeds") else []
    return [start for start in starts if start < 9], starts.count(10.0)


@proves("fixed-window-rate")
def the_turn_of_the_second_let_more_pass(seen):
    """Two callers went on at 0.9 s and three at 1 s: five within a tenth of a second."""
    early, at_once = starts_before_and_after_the_pause(seen)
    return early == ARRIVALS[:6] and at_once == 3


@proves("saved-up-turns")
def unused_turns_were_used_later(seen):
    """After a pause, six callers went on at once, though some had been held back before it."""
    early, at_once = starts_before_and_after_the_pause(seen)
    return early != ARRIVALS[:6] and at_once == 6


@proves("slot-lost-on-cancel")
def the_turn_of_the_cancelled_caller_was_kept(seen):
    """C went on at 2 s, as if B, which had been cancelled, had taken the turn at 1 s."""
    marks = {mark.name: round(mark.start, 6) for mark in seen.timeline.of("mark")}
    return seen.rule.startswith("a_cancelled") and marks.get("went on C") == 2.0


@proves("busy-wait", next_step="You know the time of the next turn: sleep until exactly then.")
def timers_fired_again_and_again(seen):
    """Say how often the loop was woken for ten callers."""
    if not seen.rule.startswith("nothing_wakes_up"):
        return None
    return f"{seen.timeline.timers} timers fired for ten callers."
