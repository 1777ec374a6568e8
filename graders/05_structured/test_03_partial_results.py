"""A health check in which some hosts fail: what is asked."""

import asyncio

from asynclings.probes import Progress, Rendezvous, Service, cancel_at, proves

LATENCIES = {"oslo": 0.03, "lima": 0.21, "kyoto": 0.25, "accra": 0.11}


def in_words(health):
    """Return the latencies by host, and by each other host the name of its error's type."""
    latencies, errors = health
    return latencies, {host: type(error).__name__ for host, error in errors.items()}


async def test_all_hosts_are_pinged_at_the_same_time(submission):
    """Ping all hosts at the same time, and wait for all of them, whether or not some fail."""
    ping = Service("ping", 1.0, LATENCIES, meets=Rendezvous(3))

    await submission.check_health(["oslo", "lima", "kyoto"], ping)

    assert ping.peak == 3, "how many pings were in flight together"


async def test_values_and_errors_stand_under_their_own_hosts(submission):
    """Return two dicts: what `ping(host)` gave, by healthy host, and the error that it raised,
    by each other host.
    """
    failures = {"oslo": ConnectionError("refused"), "kyoto": TimeoutError("no answer")}
    seconds = {"oslo": 0.5, "lima": 2.0, "kyoto": 1.0, "accra": 1.5}
    ping = Service("ping", seconds, LATENCIES, raises=failures)

    health = await submission.check_health(["oslo", "lima", "kyoto", "accra"], ping)

    healthy, failed = (
        {"lima": 0.21, "accra": 0.11},
        {"oslo": "ConnectionError", "kyoto": "TimeoutError"},
    )
    assert in_words(health) == (healthy, failed)


async def test_it_waits_for_all_even_when_some_fail(submission, timeline, pace):
    """Ping all hosts at the same time, and wait for all of them, whether or not some fail."""
    oslo, lima, kyoto = pace(0.5, 2.0, 1.0)
    failures = {"oslo": ConnectionError("refused"), "kyoto": TimeoutError("no answer")}
    ping = Service("ping", {"oslo": oslo, "lima": lima, "kyoto": kyoto}, 0.21, raises=failures)
    returned = Progress("returned")

    await submission.check_health(["oslo", "lima", "kyoto"], ping)
    returned()

    assert timeline == {
        "ping oslo": (0, oslo),
        "ping lima": (0, lima),
        "ping kyoto": (0, kyoto),
        "returned": lima,
    }


async def test_a_ping_that_ends_cancelled_has_failed(submission):
    """A ping that ends with CancelledError, although nobody has cancelled it, has failed like
    any other.
    """
    ping = Service("ping", 1.0, LATENCIES, raises={"lima": asyncio.CancelledError()})

    health = await submission.check_health(["oslo", "lima"], ping)

    assert in_words(health) == ({"oslo": 0.03}, {"lima": "CancelledError"})


async def test_a_caller_that_is_cancelled_takes_all_pings_along(submission, timeline):
    """When the caller is cancelled, so are all pings, at the same instant, and when they have
    cleaned up, CancelledError leaves.
    """
    ping = Service("ping", {"oslo": 1.0, "lima": 2.0}, LATENCIES, cleanup=0.25)

    await cancel_at(0.5, submission.check_health(["oslo", "lima"], ping))

    assert timeline == {"ping oslo": (0, 0.75), "ping lima": (0, 0.75), "cancelled": 0.75}


def dicts_of(seen):
    """Return the two dicts that were given back, in words; two empty ones where they were not."""
    happened = seen.happened
    good = isinstance(happened, tuple) and len(happened) == 2
    return happened if good and all(isinstance(one, dict) for one in happened) else ({}, {})


@proves("return-exceptions-ignored")
def errors_stand_among_the_latencies(seen):
    """Say which host has an error for a latency."""
    for host, latency in dicts_of(seen)[0].items():
        if isinstance(latency, Exception):
            return f"the latency of {host} is {type(latency).__name__}: {latency}"
    return None


@proves("return-exceptions-drops-cancel")
def a_cancelled_host_counts_as_healthy(seen):
    """Say which host is healthy, with a latency that is a CancelledError."""
    for host, latency in dicts_of(seen)[0].items():
        if isinstance(latency, asyncio.CancelledError):
            return f"{host} counts as healthy, and its latency is {latency!r}"
    return None


@proves("cancel-as-error", next_step="Catch CancelledError as well, where you catch Exception.")
def a_cancelled_host_is_nowhere(seen):
    """The host whose ping ended with CancelledError is in neither of the two dicts."""
    dicts = dicts_of(seen)
    in_rule = seen.rule.startswith("a_ping_that") and any(dicts)
    return in_rule and all("lima" not in one for one in dicts)


@proves("cancel-as-error", next_step="Catch CancelledError as well, where you catch Exception.")
def the_cancellation_of_one_ping_left(seen):
    """One ping ended with CancelledError, and that ended the check of all hosts."""
    return seen.rule.startswith("a_ping_that") and isinstance(seen.error, asyncio.CancelledError)


@proves("lost-mapping", next_step="Zip the results with the hosts before you take any of them out.")
def results_stand_under_other_hosts(seen):
    """Say which host has somebody else's result."""
    latencies, errors = dicts_of(seen)
    if not seen.rule.startswith("values_and_errors"):
        return None
    for host, latency in latencies.items():
        if latency in LATENCIES.values() and LATENCIES.get(host) != latency:
            return f"the latency of {host} is {latency}, which is that of another host"
    for host, error in errors.items():
        if error in seen.expected[1].values() and seen.expected[1].get(host) != error:
            return f"{host} stands there with {error}, which was raised for another host"
    return None


@proves("gather-leaves-siblings", next_step="One host that is down is an answer, not the end.")
def the_first_failure_was_the_end(seen):
    """Say when the answer came, while pings were still running."""
    failed = [call for call in seen.calls("ping") if call.outcome.startswith("raised")]
    running = [call for call in seen.calls("ping") if call.end is None]
    if not failed or not running or seen.rule.startswith("a_caller"):
        return None
    names = ", ".join(call.name for call in running)
    return f"when {failed[0].name} had failed, nobody waited for {names} any more"


@proves("first-error-only", next_step="Cancel nobody: each ping has an answer of its own.")
def healthy_hosts_were_cancelled(seen):
    """Say whose ping was cancelled because another one had failed."""
    failed = [call for call in seen.calls("ping") if call.outcome.startswith("raised")]
    cancelled = [call for call in seen.calls("ping") if call.outcome == "cancelled"]
    if not failed or not cancelled or seen.rule.startswith("a_caller"):
        return None
    return f"when {failed[0].name} had failed, {cancelled[0].name} was cancelled"


@proves("sequential-awaits", next_step="First cancel all of them, then wait for all of them.")
def one_was_cancelled_after_the_other(seen):
    """One ping was told to stop only when another one had cleaned up."""
    calls = seen.calls("ping") if seen.rule.startswith("a_caller") else []
    ends = {call.end for call in calls if call.outcome == "cancelled"}
    return len(calls) == 2 and ends == {0.75, 1.0}


@proves("swallowed-cancel", next_step="Clean up if you must, then let CancelledError go on.")
def a_report_came_back_from_a_cancelled_check(seen):
    """The caller was cancelled, and got two dicts instead of CancelledError."""
    return seen.rule.startswith("a_caller") and seen.returned
