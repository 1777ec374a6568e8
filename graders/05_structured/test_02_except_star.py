"""The errors of an import, sorted by kind: what is asked."""

import ast
import asyncio

import pytest

from asynclings.probes import Record, Service, cancel_at, proves


def network_error(submission, host):
    """Return the NetworkError of a host."""
    error = submission.NetworkError(host)
    error.host = host  # the stub's class does this already, but this one may not be it
    return error


def invalid(submission, record):
    """Return the error of a record that makes no sense."""
    error = submission.Invalid(record)
    error.record = record
    return error


def import_that_raises(*errors):
    """Return a job that raises a group of *errors*; without any, it raises nothing."""
    group = ExceptionGroup("the import failed", errors) if errors else None
    return Service("import", 1.0, raises=group)


async def test_errors_of_a_group_are_sorted_by_kind(submission):
    """Await `job()`, and report the errors that leave it. The hosts of its NetworkErrors are
    in `retry_hosts`, the records of its Invalid errors are in `rejected`, both sorted.
    """
    hosts = [network_error(submission, host) for host in ("oslo", "lima")]
    job = import_that_raises(hosts[0], invalid(submission, "row 7"), hosts[1])

    report = await submission.run_import(job)

    assert report == Record("ImportReport", retry_hosts=["lima", "oslo"], rejected=["row 7"])


async def test_errors_in_a_group_within_a_group_count(submission):
    """An error counts wherever it is: plain, in an ExceptionGroup, or in a group within a group."""
    asia = [invalid(submission, "row 7"), network_error(submission, "kyoto")]
    europe = network_error(submission, "oslo")
    job = import_that_raises(europe, ExceptionGroup("asia", asia))

    report = await submission.run_import(job)

    assert report == Record("ImportReport", retry_hosts=["kyoto", "oslo"], rejected=["row 7"])


async def test_a_plain_error_counts(submission):
    """An error counts wherever it is: plain, in an ExceptionGroup, or in a group within a group."""
    job = Service("import", 1.0, raises=network_error(submission, "oslo"))

    report = await submission.run_import(job)

    assert report == Record("ImportReport", retry_hosts=["oslo"], rejected=[])


async def test_all_other_errors_leave_without_those(submission):
    """All other errors leave, plain or in an ExceptionGroup that holds nothing but them."""
    asia = [KeyError("no such region"), network_error(submission, "kyoto")]
    job = import_that_raises(invalid(submission, "row 7"), ExceptionGroup("asia", asia))

    with pytest.raises((KeyError, ExceptionGroup)) as caught:
        await submission.run_import(job)

    assert leaf_names(caught.value) == ["KeyError"], "which errors left"


async def test_another_plain_error_leaves(submission):
    """All other errors leave, plain or in an ExceptionGroup that holds nothing but them."""
    job = Service("import", 1.0, raises=KeyError("no such region"))

    with pytest.raises((KeyError, ExceptionGroup)) as caught:
        await submission.run_import(job)

    assert leaf_names(caught.value) == ["KeyError"], "which errors left"


async def test_a_job_without_an_error_gives_an_empty_report(submission):
    """A job without an error gives an empty report."""
    report = await submission.run_import(import_that_raises())

    assert report == Record("ImportReport", retry_hosts=[], rejected=[])


async def test_a_caller_that_is_cancelled_takes_the_job_along(submission, timeline):
    """When the caller is cancelled, the job is cancelled, and once it has cleaned up,
    CancelledError leaves.
    """
    job = Service("import", 5.0, cleanup=0.25)

    await cancel_at(0.5, submission.run_import(job))

    assert timeline == {"import": (0, 0.75), "cancelled": 0.75}


def leaf_names(error):
    """Return the names of the types of the errors in a group, sorted; or of one error."""
    return sorted(type(one).__name__ for one in leaves(error))


def leaves(error):
    """Return the errors in a group, however deep they are; or the one error itself."""
    if isinstance(error, BaseExceptionGroup):
        return [leaf for inner in error.exceptions for leaf in leaves(inner)]
    return [error]


KNOWN = {"NetworkError", "Invalid"}


def known_in_what_left(seen):
    """Return which errors that belong into the report left in a group, by the types' names."""
    is_group = isinstance(seen.error, ExceptionGroup) or seen.rule.startswith("all_other")
    names = seen.happened if isinstance(seen.happened, list) else leaf_names(seen.error)
    return sorted(KNOWN & set(names)) if is_group else []


def raises_by_itself(tree):
    """Tell whether an except clause of the answer raises what it has caught."""
    handlers = [node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler)]
    raised = [node for handler in handlers for node in ast.walk(handler)]
    return any(isinstance(node, ast.Raise) for node in raised)


@proves("handled-error-raised-again")
def reported_errors_were_raised_again(seen):
    """Say what left although it belongs into the report."""
    names = known_in_what_left(seen)
    again = names and raises_by_itself(seen.source)
    return again and f"{' and '.join(names)} left as well: your except raised them again"


@proves("exception-group-unhandled", next_step="Use except*, which looks into groups.")
def the_group_left_as_it_was(seen):
    """The job's ExceptionGroup left, with the errors in it that should be in the report."""
    return bool(known_in_what_left(seen))


@proves("plain-error-unhandled")
def the_plain_error_left(seen):
    """NetworkError left as it was: it was raised plain, in no group."""
    return type(seen.error).__name__ == "NetworkError" and seen.rule.startswith("a_plain")


@proves("flat-group-walk")
def a_group_was_taken_for_an_error(seen):
    """Say which attribute a group was asked for."""
    words = (str(error) for error in leaves(seen.error) if isinstance(error, AttributeError))
    return next((each for each in words if "Group' object has no attribute" in each), None)


def listed(report):
    """Return all that is in a report, or None where it is none."""
    lists = getattr(report, "retry_hosts", None), getattr(report, "rejected", None)
    return [*lists[0], *lists[1]] if all(isinstance(one, list) for one in lists) else None


@proves("flat-group-walk")
def only_the_first_level_was_looked_at(seen):
    """The report has what was on the first level of the group, and nothing from the second."""
    return seen.rule.startswith("errors_in_a_group") and listed(seen.answer) == ["oslo"]


@proves("first-error-only")
def one_error_of_each_kind_was_reported(seen):
    """Say what is missing, where the group was flat."""
    found = listed(seen.answer)
    if not seen.rule.startswith("errors_of_a_group") or found not in (["oslo", "row 7"], ["oslo"]):
        return None
    return f"three errors were in the group, and the report has {' and '.join(found)} alone"


@proves("bare-except", next_step="Catch the two kinds that you know, and let the rest go on.")
def another_error_was_hidden(seen):
    """The job raised a KeyError, and the report came back as if nothing had happened."""
    # What stood beside the KeyError is in the report, so the KeyError was seen as well.
    reached = "kyoto" in (listed(seen.answer) or ()) or seen.rule.startswith("another_plain")
    return reached and seen.returned and "DID NOT RAISE" in str(seen.error)


@proves("error-masks-error", next_step="Pass on every error that you do not report, as it is.")
def the_other_error_was_replaced(seen):
    """Errors left, but the KeyError was not among them."""
    left = seen.happened if seen.rule.startswith("all_other") else None
    return isinstance(left, list) and "KeyError" not in left


@proves("swallowed-cancel", next_step="Catch the two kinds that you know; a cancellation is none.")
def a_report_came_back_from_a_cancelled_job(seen):
    """The caller was cancelled, and got a report instead of CancelledError."""
    return seen.rule.startswith("a_caller") and seen.returned


@proves("swallowed-cancel", next_step="Let CancelledError leave as it is, not in a group.")
def the_cancellation_left_in_a_group(seen):
    """CancelledError left in a group, where nobody who cancels looks for it."""
    return isinstance(seen.error, BaseExceptionGroup) and any(
        isinstance(inner, asyncio.CancelledError) for inner in seen.error.exceptions
    )
