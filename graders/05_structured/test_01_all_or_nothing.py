"""A page that is all its parts or nothing: what is asked."""

import pytest

from asynclings.probes import Progress, Rendezvous, Service, cancel_at, proves


def page(header=0.5, body=1.0, comments=5.0, **options):
    """Return the three parts of a page; each takes the given seconds."""
    return {
        "header": Service("header", header, "<h1>", **options),
        "body": Service("body", body, "<p>", **options),
        "comments": Service("comments", comments, "<ul>", **options),
    }


def failing(name, seconds):
    """Return a part that fails after *seconds*."""
    return Service(name, seconds, raises=ConnectionError(f"no {name} today"))


def words_of(error):
    """Return *error* in words; of an ExceptionGroup, the only error that is in it."""
    while isinstance(error, BaseExceptionGroup) and len(error.exceptions) == 1:
        error = error.exceptions[0]
    return f"{type(error).__name__}: {error}"


async def test_all_parts_are_loaded_at_the_same_time(submission, timeline):
    """Load all parts at the same time, and return them by name, in the order of `parts`."""
    await submission.load_page(page(meets=Rendezvous(3)))

    assert timeline.peak() == 3, "how many parts were in flight together"


async def test_the_page_takes_as_long_as_its_slowest_part(submission, timeline, pace):
    """Load all parts at the same time, and return them by name, in the order of `parts`."""
    header, body, comments = pace(1.0, 0.5, 2.0)
    returned = Progress("returned")

    await submission.load_page(page(header, body, comments))
    returned()

    assert timeline == {
        "header": (0, header),
        "body": (0, body),
        "comments": (0, comments),
        "returned": comments,
    }


async def test_the_page_has_its_parts_in_order(submission):
    """Load all parts at the same time, and return them by name, in the order of `parts`."""
    loaded = await submission.load_page(page(header=2.0, body=1.0, comments=0.5))

    assert list(loaded.items()) == [("header", "<h1>"), ("body", "<p>"), ("comments", "<ul>")]


async def test_when_a_part_fails_the_others_are_cancelled(submission, timeline, pace):
    """When a part fails, the others are cancelled, and once they have cleaned up, PageFailed
    leaves, alone and not in a group.
    """
    header, body, cleanup = pace(4.0, 1.0, 0.25)
    parts = page(header, comments=5.0, cleanup=cleanup) | {"body": failing("body", body)}
    left = Progress("PageFailed left")

    with pytest.raises(submission.PageFailed):
        await submission.load_page(parts)
    left()

    assert timeline == {
        "header": (0, body + cleanup),
        "body": (0, body),
        "comments": (0, body + cleanup),
        "PageFailed left": body + cleanup,
    }


async def test_page_failed_names_the_part_that_failed(submission):
    """It has the name of the part that failed."""
    with pytest.raises(submission.PageFailed) as caught:
        await submission.load_page(page() | {"body": failing("body", 1.0)})

    assert caught.value.part == "body"


async def test_the_error_of_the_part_is_the_cause(submission):
    """Its `__cause__` is that part's error, plain or in an ExceptionGroup."""
    with pytest.raises(submission.PageFailed) as caught:
        await submission.load_page(page() | {"body": failing("body", 1.0)})

    cause = words_of(caught.value.__cause__)
    assert cause == "ConnectionError: no body today", "the __cause__ of PageFailed"


async def test_two_parts_that_fail_at_once_are_one_failure(submission):
    """When two parts fail at the same instant, it is about either of them."""
    parts = page() | {"header": failing("header", 1.0), "body": failing("body", 1.0)}

    with pytest.raises(submission.PageFailed) as caught:
        await submission.load_page(parts)

    named = caught.value.part
    assert named in {"header", "body"}, f"PageFailed names {named!r}"


async def test_a_caller_that_is_cancelled_takes_all_parts_along(submission, timeline):
    """When the caller is cancelled, so are all parts, at the same instant, and when they have
    cleaned up, CancelledError leaves.
    """
    await cancel_at(0.25, submission.load_page(page(cleanup=0.25)))

    assert timeline == {
        "header": (0, 0.5),
        "body": (0, 0.5),
        "comments": (0, 0.5),
        "cancelled": 0.5,
    }


@proves("return-exceptions-ignored")
def an_error_became_a_part_of_the_page(seen):
    """Say which part of the page that was given back is an error."""
    loaded = seen.answer if seen.returned and isinstance(seen.answer, dict) else {}
    for part, text in loaded.items():
        if isinstance(text, BaseException):
            return f"the {part} of the page that was given back is {type(text).__name__}: {text}"
    return None


@proves("exception-group-unhandled")
def the_group_of_the_part_left(seen):
    """A TaskGroup raised its error in an ExceptionGroup, and nothing took it out of there."""
    return isinstance(seen.error, ExceptionGroup) and leaf_names(seen.error) == {"ConnectionError"}


@proves(
    "exception-group-unhandled",
    next_step="Catch the group around the TaskGroup, and raise the PageFailed that is in it.",
)
def page_failed_left_in_a_group(seen):
    """The child raised PageFailed, and the TaskGroup put it into an ExceptionGroup."""
    return isinstance(seen.error, ExceptionGroup) and "PageFailed" in leaf_names(seen.error)


def leaf_names(error):
    """Return the names of the types of the errors in a group."""
    if isinstance(error, BaseExceptionGroup):
        return set().union(*map(leaf_names, error.exceptions))
    return {type(error).__name__}


@proves("cancel-without-await", next_step="Await the parts after cancel(), then let PageFailed go.")
def parts_were_still_cleaning_up(seen):
    """The parts were cancelled, but the error left before they had cleaned up."""
    told = [call for call in seen.calls() if call.outcome == "cancelled"]
    return seen.rule.startswith(("when_a_part", "a_caller")) and any(
        call.end is None for call in told
    )


@proves("lost-mapping", next_step="The coroutine that loads one part knows its name: raise there.")
def another_part_was_named(seen):
    """Say which part was named instead."""
    wrong = seen.rule.startswith("page_failed_names") and seen.expected == "body"
    return wrong and f"the body failed, and PageFailed names {seen.happened!r}"


@proves("lost-cause")
def no_cause_was_noted(seen):
    """PageFailed does not say why: its `__cause__` is None."""
    return seen.rule.startswith("the_error_of_the_part") and seen.happened == "NoneType: None"


@proves("swallowed-cancel", next_step="Catch Exception: CancelledError is none, so it goes on.")
def a_cancellation_became_page_failed(seen):
    """A part was told to stop, and its CancelledError was turned into PageFailed."""
    return seen.rule.startswith("a_caller") and type(seen.error).__name__ == "PageFailed"
