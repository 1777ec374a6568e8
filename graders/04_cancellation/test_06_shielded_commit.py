"""A commit that is not torn: what is asked."""

import pytest

from asynclings.probes import Progress, Service, cancel_at, proves


async def test_it_validates_then_commits_and_returns_the_number(submission, timeline, pace):
    """Validate, then commit, and return the number that `commit()` gives."""
    valid, over = pace(1.0, 2.0)
    validate, commit = Service("validate", valid), Service("commit", over - valid, 42)
    returned = Progress("returned")

    returned(await submission.submit(validate, commit, Progress("orphan")))

    assert timeline == {"validate": (0, valid), "commit": (valid, over), "returned 42": over}


async def test_an_error_of_validate_leaves_as_it_is(submission):
    """An error of `validate()` or `commit()` leaves as it is."""
    validate, commit = Service("validate", 1.0, raises=ValueError("no name")), Service("commit")

    with pytest.raises(ValueError, match="no name"):
        await submission.submit(validate, commit, Progress("orphan"))


async def test_an_error_of_commit_leaves_as_it_is(submission):
    """An error of `validate()` or `commit()` leaves as it is."""
    commit = Service("commit", 1.0, raises=ConnectionError("disk is full"))

    with pytest.raises(ConnectionError, match="disk is full"):
        await submission.submit(Service("validate", 1.0), commit, Progress("orphan"))


async def test_without_a_cancellation_no_error_is_an_orphan(submission):
    """Without a cancellation, it is never called."""
    commit = Service("commit", 1.0, raises=ConnectionError("disk is full"))
    on_orphan_error = Progress("orphan")

    with pytest.raises(ConnectionError):
        await submission.submit(Service("validate", 1.0), commit, on_orphan_error)

    assert on_orphan_error.calls == []


async def test_cancelled_during_validate_it_ends_at_once(submission, timeline):
    """When the caller is cancelled during `validate()`, the call ends cancelled at once, and
    nothing is committed.
    """
    validate, commit = Service("validate", 1.0), Service("commit", 1.0, 42)

    await cancel_at(0.5, submission.submit(validate, commit, Progress("orphan")))

    assert timeline == {"validate": (0, 0.5), "cancelled": 0.5}


async def test_cancelled_during_commit_it_ends_when_that_has_ended(submission, timeline):
    """When the caller is cancelled during `commit()`, the commit goes on undisturbed, and the
    call ends cancelled when the commit has ended.
    """
    validate, commit = Service("validate", 1.0), Service("commit", 1.0, 42)

    await cancel_at(1.2, submission.submit(validate, commit, Progress("orphan")))

    assert timeline == {"validate": (0, 1.0), "commit": (1.0, 2.0), "cancelled": 2.0}


async def test_further_cancellations_change_nothing(submission, timeline):
    """Further cancellations change nothing about that."""
    validate, commit = Service("validate", 1.0), Service("commit", 1.0, 42)

    await cancel_at([1.2, 1.5, 1.7], submission.submit(validate, commit, Progress("orphan")))

    assert timeline == {"validate": (0, 1.0), "commit": (1.0, 2.0), "cancelled": 2.0}


async def test_an_error_after_a_cancellation_is_reported(submission, timeline):
    """When the commit fails after a cancellation, the call ends cancelled all the same, and
    `on_orphan_error(error)` is called once.
    """
    commit = Service("commit", 1.0, raises=ConnectionError("disk is full"))

    await cancel_at(1.2, submission.submit(Service("validate", 1.0), commit, Progress("orphan")))

    assert timeline == {
        "validate": (0, 1.0),
        "commit": (1.0, 2.0),
        "orphan disk is full": 2.0,
        "cancelled": 2.0,
    }


def commit_of(seen):
    """Return the call of commit(), or None."""
    return next(iter(seen.calls("commit")), None)


def marked(seen, name):
    """Return when a mark of this name was made, or None."""
    marks = [mark.start for mark in seen.timeline.of("mark") if mark.name.startswith(name)]
    return marks[0] if marks else None


@proves("critical-not-shielded")
def the_commit_was_torn(seen):
    """Say when the commit was cancelled."""
    commit = commit_of(seen)
    torn = commit and commit.outcome == "cancelled"
    return torn and f"the commit was cancelled at {commit.end:g} s, in the middle of it"


@proves("shield-too-much")
def committed_although_cancelled_before(seen):
    """The caller was cancelled during validate(), and commit() was called all the same."""
    validated = [call for call in seen.calls("validate") if call.outcome == "returned"]
    return seen.rule.startswith("cancelled_during_validate") and validated and seen.calls("commit")


@proves("shield-misuse", next_step="Hold the task of the commit, and wait until it is done.")
def ended_before_the_commit(seen):
    """Say when the call ended, while the commit was still running."""
    commit, ended = commit_of(seen), marked(seen, "cancelled")
    early = commit and commit.end is None and ended is not None
    return early and f"the call ended at {ended:g} s, and nobody waited for the commit"


@proves("swallowed-cancel", next_step="Wait for the commit, then raise the CancelledError again.")
def the_cancellation_was_forgotten(seen):
    """The caller was cancelled, and submit() returned the number as if nothing had been."""
    return "a cancellation is never swallowed" in seen.laws and marked(seen, "returned") is not None


@proves("cancel-turned-error")
def the_commits_error_left(seen):
    """The caller had been cancelled, and the commit's error left instead of the cancellation."""
    return seen.rule.startswith("an_error_after") and isinstance(seen.error, ConnectionError)


@proves("lost-exception", next_step="Look at task.exception() before you raise, and report it.")
def nobody_heard_of_the_error(seen):
    """The commit failed after the cancellation, and nobody was told."""
    commit = commit_of(seen)
    failed = commit and commit.outcome.startswith("raised")
    return failed and marked(seen, "orphan") is None and marked(seen, "cancelled") is not None


@proves("busy-wait")
def timers_fired_again_and_again(seen):
    """Say how often the loop was woken for two calls."""
    woken = seen.timeline.timers
    return woken > 10 and f"{woken} timers fired while one commit was waited for"
