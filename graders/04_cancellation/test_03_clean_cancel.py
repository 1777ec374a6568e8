"""A lease that is given back, whatever happens: what is asked."""

import ast

import pytest

from asynclings.probes import Progress, Service, Services, cancel_at, proves


def lease_store(acquire=0.25, release=0.5):
    """Return a store whose only lease is called L7; both calls take the given seconds."""
    return Services(
        "store",
        acquire=Service("acquire", acquire, "L7"),
        release=Service("release", release),
    )


async def test_the_lease_is_acquired_used_and_released(submission, timeline, pace):
    """Acquire the lease for `key`, do the work, release the lease, and return the work's result.

    The lease is what `store.acquire(key)` gives; the work is `work(lease)`.
    """
    acquired, worked, released = pace(0.25, 1.25, 1.75)
    store = lease_store(acquired, released - worked)
    work, returned = Service("work", worked - acquired, "done"), Progress("returned")

    returned(await submission.with_lease(store, "report", work))

    assert timeline == {
        "acquire report": (0, acquired),
        "work L7": (acquired, worked),
        "release L7": (worked, released),
        "returned done": released,
    }


async def test_when_the_work_fails_its_error_leaves_after_the_release(submission, timeline):
    """When the work fails, its error leaves once the lease has been released."""
    work = Service("work", 1.0, raises=ConnectionError("disk is full"))
    left = Progress("the error left")

    with pytest.raises(ConnectionError, match="disk is full"):
        await submission.with_lease(lease_store(), "report", work)
    left()

    assert timeline == {
        "acquire report": (0, 0.25),
        "work L7": (0.25, 1.25),
        "release L7": (1.25, 1.75),
        "the error left": 1.75,
    }


async def test_when_the_caller_is_cancelled_the_lease_is_released(submission, timeline):
    """When the caller is cancelled during the work, the call ends cancelled once the lease has
    been released.
    """
    await cancel_at(1.0, submission.with_lease(lease_store(), "report", Service("work", 3.0)))

    assert timeline == {
        "acquire report": (0, 0.25),
        "work L7": (0.25, 1.0),
        "release L7": (1.0, 1.5),
        "cancelled": 1.5,
    }


async def test_a_lease_that_was_never_acquired_is_not_released(submission, timeline):
    """When that happens while the lease is still being acquired, nothing is released."""
    await cancel_at(0.1, submission.with_lease(lease_store(), "report", Service("work", 3.0)))

    assert timeline == {"acquire report": (0, 0.1), "cancelled": 0.1}


def work_that_ended(seen):
    """Return the work when it has ended, else None."""
    return next((call for call in seen.calls("work") if call.end is not None), None)


def handlers(seen):
    """Return what the answer's `except` clauses catch, as text."""
    nodes = (node for node in ast.walk(seen.source) if isinstance(node, ast.ExceptHandler))
    return [ast.unparse(node.type) if node.type else "" for node in nodes]


@proves("cleanup-not-awaited")
def the_release_was_not_waited_for(seen):
    """Say how the release was started, and left alone."""
    if "release" in seen.never_awaited and not isinstance(seen.error, RuntimeError):
        return "store.release(lease) was called, but not awaited, so that it never ran"
    still = work_that_ended(seen) and any(call.end is None for call in seen.calls("release"))
    return still and "the release had begun, but the call was over before the lease was back"


@proves("release-unacquired")
def released_what_was_not_there(seen):
    """Say what became of releasing a lease that was never acquired."""
    if not seen.rule.startswith("a_lease_that_was_never"):
        return None
    if isinstance(seen.error, UnboundLocalError):
        return "there was no lease yet, and releasing it raised UnboundLocalError"
    asked = [call.args for call in seen.calls("release")]
    return asked and f"store.release{asked[0]!r} was called, without a lease".replace(",)", ")")


@proves("cleanup-twice")
def the_lease_was_released_twice(seen):
    """Say how often the one lease was released."""
    times = len(seen.calls("release"))
    return times > 1 and f"the lease was released {times} times"


@proves("return-in-finally")
def the_error_was_thrown_away(seen):
    """The work had failed, and a `return` in `finally` took the place of its error."""
    tries = (node for node in ast.walk(seen.source) if isinstance(node, ast.Try))
    last = [node for one in tries for line in one.finalbody for node in ast.walk(line)]
    returns = any(isinstance(node, ast.Return) for node in last)
    return seen.rule.startswith("when_the_work_fails") and seen.returned and returns


@proves("swallowed-cancel")
def the_cancellation_ended_here(seen):
    """The caller was cancelled, and your function returned as if all were well."""
    return "a cancellation is never swallowed" in seen.laws and seen.calls("release")


@proves("cancel-as-error")
def released_on_errors_only(seen):
    """The work was cancelled and `except Exception` did not see it: the lease was not released."""
    work = work_that_ended(seen)
    cancelled = work and work.outcome == "cancelled" and not seen.calls("release")
    return cancelled and "Exception" in handlers(seen)


@proves("cleanup-missing")
def the_lease_was_not_released(seen):
    """Say how the work had ended when the lease was not released."""
    work = work_that_ended(seen)
    jumped = work and work.outcome != "returned" and not seen.calls("release")
    how = "was cancelled" if jumped and work.outcome == "cancelled" else "failed"
    return jumped and f"the work {how} at {work.end:g} s, and the lease was never released"
