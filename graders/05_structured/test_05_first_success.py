"""The first good answer of several mirrors: what is asked."""

import pytest

from asynclings.probes import Progress, Rendezvous, Service, cancel_at, proves


def mirror(name, seconds, **options):
    """Return a mirror that answers with its name."""
    return Service(name, seconds, returns=name, **options)


def broken(name, seconds):
    """Return a mirror that fails."""
    return Service(name, seconds, raises=ConnectionError(f"{name} is down"))


def words_of(error):
    """Return what the errors in a group say, sorted; or what one error says."""
    if isinstance(error, BaseExceptionGroup):
        return sorted(words for inner in error.exceptions for words in words_of(inner))
    return [str(error)]


async def test_all_mirrors_are_asked_at_the_same_time(submission, timeline):
    """Ask all mirrors at the same time, and return the first answer that comes."""
    meeting = Rendezvous(3)

    await submission.fastest([mirror(name, 1.0, meets=meeting) for name in ("A", "B", "C")])

    assert timeline.peak() == 3, "how many mirrors were asked together"


async def test_the_first_answer_is_returned(submission):
    """Ask all mirrors at the same time, and return the first answer that comes."""
    answer = await submission.fastest([mirror("A", 3.0), mirror("B", 1.0), mirror("C", 2.0)])

    assert answer == "B"


async def test_a_mirror_that_fails_is_skipped(submission):
    """A mirror that fails is skipped."""
    answer = await submission.fastest([broken("A", 0.5), mirror("B", 1.0), mirror("C", 9.0)])

    assert answer == "B"


async def test_with_an_answer_the_others_are_cancelled(submission, timeline, pace):
    """When there is an answer, the other mirrors are cancelled at once, and when they have
    cleaned up, it is returned.
    """
    fails, answers, slow, cleanup = pace(0.5, 1.0, 9.0, 0.1)
    mirrors = [broken("A", fails), mirror("B", answers), mirror("C", slow, cleanup=cleanup)]
    returned = Progress("returned")

    await submission.fastest(mirrors)
    returned()

    assert timeline == {
        "A": (0, fails),
        "B": (0, answers),
        "C": (0, answers + cleanup),
        "returned": answers + cleanup,
    }


async def test_two_answers_at_the_same_instant_are_one(submission):
    """When two answers come at the same instant, it is either of them."""
    answer = await submission.fastest([mirror("A", 1.0), mirror("B", 1.0), mirror("C", 2.0)])

    assert answer in {"A", "B"}, f"the answer was {answer!r}"


async def test_when_all_fail_all_errors_leave(submission):
    """When all mirrors fail, an ExceptionGroup with all their errors leaves, once the last one
    has failed.
    """
    mirrors = [broken("A", 1.0), broken("B", 0.5), broken("C", 2.0)]

    with pytest.raises((ExceptionGroup, ConnectionError)) as caught:
        await submission.fastest(mirrors)

    assert words_of(caught.value) == ["A is down", "B is down", "C is down"]
    assert isinstance(caught.value, ExceptionGroup), "it is not an ExceptionGroup"


async def test_they_leave_when_the_last_one_has_failed(submission, timeline, pace):
    """When all mirrors fail, an ExceptionGroup with all their errors leaves, once the last one
    has failed.
    """
    first, second, third = pace(1.0, 0.5, 2.0)
    left = Progress("the errors left")

    with pytest.raises(ExceptionGroup):
        await submission.fastest([broken("A", first), broken("B", second), broken("C", third)])
    left()

    assert timeline == {
        "A": (0, first),
        "B": (0, second),
        "C": (0, third),
        "the errors left": third,
    }


async def test_no_mirrors_at_all_are_an_error(submission):
    """No mirrors at all raise ValueError."""
    with pytest.raises(ValueError):
        await submission.fastest([])


async def test_a_caller_that_is_cancelled_takes_all_mirrors_along(submission, timeline):
    """When the caller is cancelled, so are all mirrors, at the same instant, and when they
    have cleaned up, CancelledError leaves.
    """
    mirrors = [broken("A", 0.5), mirror("B", 2.0, cleanup=0.25), mirror("C", 9.0, cleanup=0.25)]

    await cancel_at(1.0, submission.fastest(mirrors))

    assert timeline == {"A": (0, 0.5), "B": (0, 1.25), "C": (0, 1.25), "cancelled": 1.25}


SKIPS = ("a_mirror_that_fails", "with_an_answer")


@proves("first-exception-as-winner")
def the_error_of_a_mirror_left(seen):
    """Say which mirror's error left, while others could still have answered."""
    failed = [call for call in seen.calls() if call.outcome.startswith("raised")]
    alone = seen.rule.startswith(SKIPS) and isinstance(seen.error, ConnectionError)
    return alone and failed and f"mirror {failed[0].name} failed first, and its error left"


def still_asked(seen):
    """Return the names of the mirrors that nobody has stopped, as words."""
    running = [call for call in seen.calls() if call.end is None and call.outcome == ""]
    return " and ".join(sorted(call.name for call in running))


@proves("loser-not-cancelled")
def a_loser_was_left_running(seen):
    """Say which mirror was still being asked when the answer was returned."""
    running = still_asked(seen)
    return seen.returned and running and f"nobody had stopped {running} when it was over"


@proves("orphan-task", next_step="Cancel and await the others in `finally`: it runs in any case.")
def nobody_told_the_mirrors(seen):
    """Say which mirror was still being asked when the caller had gone."""
    running = still_asked(seen)
    gone = any(mark.name == "cancelled" for mark in seen.timeline.of("mark"))
    return gone and running and f"the caller had gone, and nobody had stopped {running}"


@proves("cancel-without-await", next_step="Await the others after cancel(), then return.")
def losers_were_still_cleaning_up(seen):
    """The others were cancelled, but had not cleaned up when it was over."""
    told = [call for call in seen.calls() if call.outcome == "cancelled"]
    return any(call.end is None for call in told)


@proves("wait-all-for-first", next_step="Stop the others as soon as one has answered.")
def later_answers_were_waited_for(seen):
    """Say which answer was waited for when there was one already."""
    answers = [call for call in seen.calls() if call.outcome == "returned"]
    answers.sort(key=lambda call: call.end)
    late = seen.returned and [call for call in answers if call.end > answers[0].end]
    if not late:
        return None
    first, last = answers[0], late[-1]
    waited = f"{last.name} was waited for until {last.end:g} s"
    return f"{first.name} answered at {first.end:g} s, and {waited}"


@proves("lost-exception", next_step="Keep each error that you skip; raise all of them in a group.")
def errors_were_lost(seen):
    """Say how many errors left, of three."""
    left = seen.happened if seen.rule.startswith("when_all_fail") else None
    lost = isinstance(left, list) and left and set(left) < {"A is down", "B is down", "C is down"}
    return lost and f"three mirrors failed, and what left says only: {', '.join(left)}"


@proves("swallowed-cancel", next_step="Catch Exception: CancelledError is none, so it goes on.")
def the_cancellation_was_taken_for_an_error(seen):
    """The caller was cancelled, and something else than CancelledError came of it."""
    other = isinstance(seen.error, ExceptionGroup | BaseExceptionGroup) or seen.returned
    marks = {mark.name for mark in seen.timeline.of("mark")}
    return seen.rule.startswith("a_caller") and (other or "still running" in marks)


@proves("sequential-awaits", next_step="First cancel all of them, then wait for all of them.")
def one_was_cancelled_after_the_other(seen):
    """One mirror was told to stop only when another one had cleaned up."""
    told = [call for call in seen.calls() if call.outcome == "cancelled"]
    ends = sorted(call.end for call in told if call.end is not None)
    return seen.rule.startswith("a_caller") and ends == [1.25, 1.5]
