"""A trip that cannot be booked, and what was booked of it after all: what is asked."""

import ast
import asyncio
import contextlib

import pytest

from asynclings.probes import Progress, Rendezvous, Service, Services, cancel_at, proves


def booker(name, seconds=1.0, *, raises=None, refund_fails=None, meets=None):
    """Return somebody with whom one can book; `car` is confirmed as `car-1`."""
    return Services(
        name,
        book=Service(f"book {name}", seconds, f"{name}-1", raises=raises, meets=meets),
        refund=Service("refund", 0.1, raises=refund_fails),
    )


def too_late_to_cancel(name, seconds, late):
    """Return a booker who, when cancelled, needs *late* seconds to confirm all the same."""
    slow, confirms = booker(name, seconds), Service(f"{name} confirms late", late, f"{name}-1")

    async def book():
        try:
            return await slow.book()
        except asyncio.CancelledError:
            return await to_its_end(confirms())

    return Services(name, book=book, refund=slow.refund)


async def to_its_end(call):
    """Return what *call* gives, however often somebody cancels this."""
    task = asyncio.ensure_future(call)
    while not task.done():
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.wait([task])
    return task.result()


def full(seconds=1.0):
    """Return the booker of a flight that has no seat left."""
    return booker("flight", seconds, raises=ConnectionError("no seat left"))


async def test_all_bookings_are_made_at_the_same_time(submission, timeline):
    """Book with all `bookers` at the same time, and return the confirmations in their order."""
    meeting = Rendezvous(3)
    bookers = [booker(name, meets=meeting) for name in ("flight", "hotel", "car")]

    await submission.reserve_trip(bookers)

    assert timeline.peak("book") == 3, "how many bookings were on their way together"


async def test_the_confirmations_come_in_the_order_of_the_bookers(submission):
    """Book with all `bookers` at the same time, and return the confirmations in their order."""
    bookers = [booker("flight", 1.0), booker("hotel", 0.5), booker("car", 3.0)]

    confirmations = await submission.reserve_trip(bookers)

    assert confirmations == ["flight-1", "hotel-1", "car-1"]


async def test_when_a_booking_fails_whatever_was_booked_is_refunded(submission, timeline, pace):
    """When a booking fails, the others are cancelled at once. When all of them have ended,
    every confirmation that came, however late, is refunded by its own booker, all at the
    same time. Then the error of that booking leaves, plain or in an ExceptionGroup.
    """
    hotel, flight, late, car = pace(0.5, 1.0, 0.2, 3.0)
    bookers = [full(flight), booker("hotel", hotel), too_late_to_cancel("car", car, late)]
    left = Progress("the error left")

    with pytest.RaisesGroup(ConnectionError, allow_unwrapped=True, flatten_subgroups=True):
        await submission.reserve_trip(bookers)
    left()
    await asyncio.sleep(car)

    assert timeline == {
        "book flight": (0, flight),
        "book hotel": (0, hotel),
        "book car": (0, flight),
        "car confirms late": (flight, flight + late),
        "refund hotel-1": (flight + late, flight + late + 0.1),
        "refund car-1": (flight + late, flight + late + 0.1),
        "the error left": flight + late + 0.1,
    }


async def test_what_was_cancelled_is_not_refunded(submission):
    """When all of them have ended, every confirmation that came, however late, is refunded by
    its own booker, all at the same time.
    """
    hotel = booker("hotel", 0.5)
    bookers = [full(), hotel, booker("car", 3.0), booker("bus", 4.0)]

    with pytest.RaisesGroup(ConnectionError, allow_unwrapped=True, flatten_subgroups=True):
        await submission.reserve_trip(bookers)

    refunded = {each: each.refund.calls for each in bookers if each.refund.calls}
    assert refunded == {hotel: [("hotel-1",)]}, "who was asked to refund what"


async def test_a_refund_that_fails_hides_nothing(submission, timeline):
    """A refund that fails neither stops another one nor hides that error."""
    hotel = booker("hotel", 0.5, refund_fails=ValueError("no such booking"))
    left = Progress("the error left")

    with pytest.RaisesGroup(ConnectionError, allow_unwrapped=True, flatten_subgroups=True):
        await submission.reserve_trip([hotel, full(), booker("car", 0.75)])
    left()

    assert timeline == {
        "book hotel": (0, 0.5),
        "book flight": (0, 1.0),
        "book car": (0, 0.75),
        "refund hotel-1": (1.0, 1.1),
        "refund car-1": (1.0, 1.1),
        "the error left": 1.1,
    }


async def test_a_caller_that_is_cancelled_gets_no_bill(submission, timeline):
    """When the caller is cancelled, the bookings end in the same way, and CancelledError leaves."""
    bookers = [booker("flight", 2.0), booker("hotel", 0.5), too_late_to_cancel("car", 3.0, 0.2)]

    await cancel_at(1.0, submission.reserve_trip(bookers))

    assert timeline == {
        "book flight": (0, 1.0),
        "book hotel": (0, 0.5),
        "book car": (0, 1.0),
        "car confirms late": (1.0, 1.2),
        "refund hotel-1": (1.2, 1.3),
        "refund car-1": (1.2, 1.3),
        "cancelled": 1.3,
    }


def bookings(seen):
    """Return the calls of the bookers, without late confirmations."""
    return seen.calls("book ")


def when_it_left(seen):
    """Return the second at which the error left, where it did."""
    marks = [mark for mark in seen.timeline.of("mark") if mark.name == "the error left"]
    return marks[0].start if marks else None


@proves("gather-leaves-siblings")
def a_booking_outlived_the_error(seen):
    """Say which booking was not stopped when another one had failed."""
    left = when_it_left(seen)
    for call in bookings(seen) if left is not None else ():
        if call.outcome != "cancelled" and (call.end is None or call.end > left):
            until = f" until {call.end:g} s" if call.end is not None else ""
            return f"the error left at {left:g} s, and {call.name!r} went on{until}"
    return None


@proves("wait-all-for-first", next_step="Cancel the other bookings the moment one has failed.")
def the_slowest_booking_was_waited_for(seen):
    """Say how long the others were waited for, after one had failed."""
    failed = [call.end for call in bookings(seen) if call.outcome.startswith("raised")]
    waited = [call for call in bookings(seen) if call.outcome == "returned" and failed]
    waited = [call for call in waited if call.end > failed[0]]
    known = seen.rule.startswith(("when_a_booking", "what_was")) and waited
    return (
        known
        and f"one failed at {failed[0]:g} s, and {waited[0].name!r} ended at {waited[0].end:g} s"
    )


@proves("cancel-without-await", next_step="Wait for the cancelled ones, then look who succeeded.")
def the_late_confirmation_was_missed(seen):
    """The car was cancelled, and then confirmed all the same; nobody refunded it."""
    confirmed = any(call.outcome == "returned" for call in seen.calls("car confirms"))
    refunded = seen.args("refund")
    return confirmed and ("hotel-1",) in refunded and ("car-1",) not in refunded


@proves("return-exceptions-drops-cancel", next_step="Only a value is a confirmation; test for it.")
def an_exception_was_refunded(seen):
    """Say what was given to refund()."""
    odd = [args[0] for args in seen.args("refund") if isinstance(args[0], BaseException)]
    return f"refund() was asked to refund {odd[0]!r}" if odd else None


@proves("lost-mapping", next_step="Zip the bookers with all results, then take the confirmations.")
def somebody_else_had_to_refund(seen):
    """Say who was given another booker's confirmation."""
    asked = seen.happened if seen.rule.startswith("what_was") else None
    for each, calls in asked.items() if isinstance(asked, dict) else ():
        for (confirmation,) in calls if isinstance(calls, list) else ():
            if isinstance(confirmation, str) and not confirmation.startswith(f"{each!r}-"):
                return f"the {each!r} was asked to refund {confirmation!r}"
    return None


@proves("error-masks-error")
def the_error_of_a_refund_left(seen):
    """The booking failed with ConnectionError, and the ValueError of a refund left instead."""
    # pytest says that what left was not what it had expected; that is the context of it.
    errors = leaves(getattr(seen.error, "__context__", None))
    in_rule = seen.rule.startswith("a_refund") and not isinstance(seen.error, AssertionError)
    return in_rule and any(isinstance(error, ValueError) for error in errors)


def leaves(error):
    """Return the errors in a group, however deep they are; or the one error itself."""
    if isinstance(error, BaseExceptionGroup):
        return [leaf for inner in error.exceptions for leaf in leaves(inner)]
    return [error]


@proves("sequential-awaits", next_step="Start all refunds, then wait for all of them.")
def one_refund_after_the_other(seen):
    """When all bookings had ended, the second refund began only after the first one."""
    refunds = seen.calls("refund")
    begun = min((call.start for call in refunds), default=0)
    late = [call for call in seen.calls("book") + seen.calls("car") if (call.end or 0) > begun]
    return len(refunds) > 1 and seen.timeline.peak("refund") == 1 and not late


@proves("cancel-as-error")
def nothing_was_refunded_to_a_caller_who_gave_up(seen):
    """The caller was cancelled when the hotel had been booked, and nobody refunded the hotel."""
    refunds = seen.rule.startswith("a_caller") and not seen.calls("refund")
    return refunds and catches_exception(seen.source)


def catches_exception(tree):
    """Tell whether the answer has an `except Exception`, which no CancelledError enters."""
    handlers = [node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler)]
    names = [handler.type.id for handler in handlers if isinstance(handler.type, ast.Name)]
    return "Exception" in names or "ExceptionGroup" in names


@proves("swallowed-cancel", next_step="Undo what there is to undo, then raise the CancelledError.")
def a_cancelled_caller_got_something(seen):
    """The caller was cancelled, and got a value instead of CancelledError."""
    return seen.rule.startswith("a_caller") and seen.returned
