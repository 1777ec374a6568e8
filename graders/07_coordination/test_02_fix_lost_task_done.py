"""A mailer whose crew survives bad mails: what is asked."""

import ast
import asyncio

from asynclings.errors import DeadlockError
from asynclings.probes import Progress, Record, Service, cancel_at, proves


def mail(to):
    """Return a mail to that address."""
    return Record("Mail", to=to)


def mails(*addresses):
    """Return a mail to each of these addresses."""
    return [mail(to) for to in addresses]


def refused(*addresses):
    """Return the errors that the mail server gives, by mail."""
    return {mail(to): ConnectionError(f"{to} refused") for to in addresses}


def now():
    """Return the virtual second."""
    return round(asyncio.get_running_loop().time(), 6)


#: Twenty mails: three without an address, four that fail.
BAD = ["m03", "m07", "m08", "m12"]
NEWSLETTER = mails(*("" if n in (2, 5, 16) else f"m{n:02}" for n in range(20)))


async def test_the_mails_are_sent_as_many_at_once_as_there_are_workers(submission, timeline, pace):
    """Send the mails with `send(mail)`, never more than `workers` at the same time."""
    ann, bob, cem = pace(1.0, 2.0, 0.5)
    send = Service("send", {mail("ann"): ann, mail("bob"): bob, mail("cem"): cem})
    returned = Progress("returned")

    report = await submission.send_all(mails("ann", "bob", "cem"), send, 2)
    returned(f"{report.sent} sent")

    assert timeline == {
        "send Mail(to='ann')": (0, ann),
        "send Mail(to='bob')": (0, bob),
        "send Mail(to='cem')": (ann, ann + cem),
        "returned 3 sent": bob,
    }


async def test_a_mail_without_an_address_is_skipped(submission, timeline, pace):
    """A mail without an address is skipped."""
    second = pace(1.0)
    returned = Progress("returned")

    report = await submission.send_all(mails("ann", "", "bob", ""), Service("send", second), 2)
    returned(f"{report.sent} sent")

    assert timeline == {
        "send Mail(to='ann')": (0, second),
        "send Mail(to='bob')": (0, second),
        "returned 2 sent": second,
    }


async def test_a_mail_that_fails_goes_into_the_report(submission):
    """When a mail fails, its error goes into the report, under its address, and the other mails
    are sent all the same.
    """
    send = Service("send", 1.0, raises=refused("bob", "dan"))

    report = await submission.send_all(mails("ann", "bob", "cem", "dan"), send, 1)

    errors = {to: str(error) for to, error in report.failed.items()}
    assert (report.sent, errors) == (2, {"bob": "bob refused", "dan": "dan refused"})


async def test_no_worker_rests_while_mails_are_left(submission, pace):
    """As long as mails are left, no worker rests."""
    send = Service("send", pace(1.0), raises=refused(*BAD))

    report = await submission.send_all(NEWSLETTER, send, 3)

    done = {"sent": report.sent, "failed": sorted(report.failed), "seconds": now()}
    assert done == {"sent": 13, "failed": BAD, "seconds": pace(6.0)}, "17 mails, three at a time"


async def test_the_call_ends_with_the_last_mail(submission, timeline):
    """The call ends when the last mail was sent or has failed, and not a moment later."""
    send = Service("send", {mail("ann"): 1.0, mail("bob"): 30.0}, raises=refused("bob"))
    returned = Progress("returned")

    await submission.send_all(mails("", "ann", "bob"), send, 2)
    returned()

    assert timeline == {
        "send Mail(to='ann')": (0, 1),
        "send Mail(to='bob')": (0, 30),
        "returned": 30,
    }


async def test_when_the_caller_is_cancelled_the_mails_are_too(submission, timeline):
    """When the caller is cancelled, so are the mails in flight, and once they have cleaned up,
    the call ends cancelled.
    """
    send = Service("send", 1.0, cleanup=0.25)

    await cancel_at(1.5, submission.send_all(mails("ann", "bob", "cem"), send, 1))

    assert timeline == {
        "send Mail(to='ann')": (0, 1),
        "send Mail(to='bob')": (1, 1.75),
        "cancelled": 1.75,
    }


def uses(seen, *names):
    """Tell whether the answer's source has one of these names or attributes."""
    nodes = ast.walk(seen.source)
    return any({getattr(x, "attr", ""), getattr(x, "id", "")} & set(names) for x in nodes)


@proves("double-task-done", next_step="Let the `try` begin after get(), with one task_done in it.")
def task_done_was_called_too_often(seen):
    """A task ended with `ValueError: task_done() called too many times`."""
    return any("task_done() called too many" in str(error) for error in (*seen.gone, seen.error))


@proves("timeout-as-fix", next_step="Find the item that is never done; no time is long enough.")
def the_wait_was_cut_off(seen):
    """Say when the waiting ended: not because the work was done, but because time was up."""
    if not uses(seen, "wait_for", "timeout", "timeout_at", "wait") or not seen.calls("send"):
        return None
    if seen.rule.startswith("when_the_caller") or isinstance(seen.error, DeadlockError):
        return None
    ends = [call.end for call in seen.calls("send")]
    marks = [mark.start for mark in seen.timeline.of("mark") if mark.name.startswith("returned")]
    torn = [call for call in seen.calls("send") if call.outcome == "cancelled"]
    if torn and torn[0].end is not None:
        return f"time was up at {torn[0].end:g} s, and {torn[0].name} was cancelled"
    late = marks and None not in ends and marks[0] > max(ends)
    return late and f"the last mail was done at {max(ends):g} s, the call ended at {marks[0]:g} s"


@proves("double-task-done", next_step="One task_done for each get: count them on every path.")
def join_returned_too_early(seen):
    """Say which mail was cancelled when join() returned too early."""
    torn = [call for call in seen.calls("send") if call.outcome == "cancelled"]
    if seen.rule.startswith("when_the_caller") or not uses(seen, "join"):
        return None
    return torn and f"join() returned at {torn[0].end:g} s, while {torn[0].name} was in flight"


@proves("worker-dies-silently", next_step="Catch the error inside the loop, and go on.")
def a_worker_died_and_join_waits(seen):
    """Say which error ended a worker, while everything else waits."""
    died = [type(error).__name__ for error in seen.gone]
    deadlock = isinstance(seen.error, DeadlockError)
    return deadlock and died and f"{died[0]} ended a worker, and the rest waits for ever"


@proves("swallowed-cancel", next_step="Catch Exception: CancelledError is none, so it goes on.")
def the_workers_survived_their_cancellation(seen):
    """A worker was cancelled to end it, went on, and waits for the next mail."""
    waits = isinstance(seen.error, DeadlockError) and "Queue.get" in str(seen.error)
    all_done = all(call.end is not None for call in seen.calls("send"))
    return waits and all_done and "Queue.join" not in str(seen.error)


@proves("swallowed-cancel", next_step="Catch Exception: CancelledError is none, so it goes on.")
def sending_went_on_after_the_cancellation(seen):
    """Say which mail was sent although the caller had been cancelled."""
    cancelled = [call for call in seen.calls("send") if call.outcome == "cancelled"]
    if not cancelled or not seen.rule.startswith("when_the_caller"):
        return None
    late = [call for call in seen.calls("send") if call.start >= (cancelled[0].end or 1e9)]
    return late and f"{cancelled[0].name} was cancelled, and {late[0].name} was begun after that"


@proves("cancel-without-await", next_step="Wait until every task has ended: a TaskGroup does.")
def mails_were_still_cleaning_up(seen):
    """A mail was cancelled, but the call was over before it had cleaned up."""
    told = [call for call in seen.calls("send") if call.outcome == "cancelled"]
    return seen.rule.startswith("when_the_caller") and any(call.end is None for call in told)


@proves("missing-task-done", next_step="Call task_done in `finally`, also for skipped mails.")
def join_waits_though_nothing_is_left(seen):
    """The workers wait in get(), and join() still counts unfinished items."""
    deadlock = isinstance(seen.error, DeadlockError) and not seen.gone
    return deadlock and "Queue.join" in str(seen.error) and "Queue.get" in str(seen.error)
