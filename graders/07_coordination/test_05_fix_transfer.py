"""Transfers that run at the same time: what is asked."""

import ast
import asyncio

import pytest

from asynclings.errors import DeadlockError
from asynclings.probes import Service, Services, cancel_at, proves


def a_store(seconds=0.25, **balances):
    """Return a store of these accounts, and the dict in which it keeps them."""
    failures = {"locked": PermissionError("this account is locked")}
    read = Service("read", seconds, balances.get, raises=failures)
    write = Service("write", seconds, balances.__setitem__)
    return Services("store", read=read, write=write), balances


def now():
    """Return the virtual second."""
    return asyncio.get_running_loop().time()


async def seconds_of(*transfers):
    """Run the transfers at the same time, and return how long they take."""
    began = now()
    await asyncio.gather(*transfers)
    return round(now() - began, 6)


async def test_one_transfer_moves_the_money(submission):
    """Take so many cents from `src`, and give them to `dst`."""
    store, balances = a_store(a=200, b=200)

    await submission.Bank(store).transfer("a", "b", 50)

    assert balances == {"a": 150, "b": 250}


async def test_no_cent_is_lost_and_none_is_made(submission):
    """No cent is lost, and none is made, however many transfers run at the same time."""
    store, balances = a_store(a=200, b=200)
    bank = submission.Bank(store)

    there, back = ("a", "b", 10), ("b", "a", 3)
    await asyncio.gather(*(bank.transfer(*each) for each in [there, back] * 4))

    assert balances == {"a": 172, "b": 228}, "four times 10 there, four times 3 back"


async def test_two_transfers_do_not_spend_the_same_money(submission):
    """No cent is lost, and none is made, however many transfers run at the same time."""
    store, balances = a_store(a=100, b=0, c=0)
    bank = submission.Bank(store)

    both = bank.transfer("a", "b", 80), bank.transfer("a", "c", 80)
    outcomes = await asyncio.gather(*both, return_exceptions=True)

    refused = [each for each in outcomes if isinstance(each, submission.InsufficientError)]
    assert (len(refused), balances["a"]) == (1, 20), "refused transfers, and what is left on a"


async def test_transfers_without_a_common_account_do_not_wait(submission, pace):
    """Transfers that have no account in common do not wait for one another."""
    store, _ = a_store(pace(0.25), a=100, b=100, c=100, d=100)
    bank = submission.Bank(store)

    alone = await seconds_of(bank.transfer("a", "b", 10))
    together = await seconds_of(bank.transfer("a", "b", 10), bank.transfer("c", "d", 10))

    assert {"two at once": together} == {"two at once": alone}, "as long as one alone, in seconds"


async def test_with_too_little_money_nothing_is_changed(submission):
    """When `src` has too little, `InsufficientError` leaves, and nothing is changed."""
    store, balances = a_store(a=100, b=100)

    with pytest.raises(submission.InsufficientError):
        await submission.Bank(store).transfer("a", "b", 101)

    assert balances == {"a": 100, "b": 100}


async def test_after_a_refused_transfer_the_next_one_works(submission):
    """A transfer that fails, or is cancelled while it waits for another one, leaves its accounts
    free for the next one.
    """
    store, balances = a_store(a=100, b=100)
    bank = submission.Bank(store)

    with pytest.raises(submission.InsufficientError):
        await bank.transfer("a", "b", 101)
    await bank.transfer("b", "a", 40)

    assert balances == {"a": 140, "b": 60}


async def test_after_an_error_of_the_store_the_next_one_works(submission):
    """A transfer that fails, or is cancelled while it waits for another one, leaves its accounts
    free for the next one.
    """
    store, balances = a_store(a=100, b=100, locked=100)
    bank = submission.Bank(store)

    with pytest.raises(PermissionError):
        await bank.transfer("a", "locked", 10)
    await bank.transfer("a", "b", 40)

    assert balances == {"a": 60, "b": 140, "locked": 100}


async def test_after_a_cancellation_the_next_one_works(submission):
    """A transfer that fails, or is cancelled while it waits for another one, leaves its accounts
    free for the next one.
    """
    store, balances = a_store(a=100, b=100, c=100)
    bank = submission.Bank(store)

    waiting = cancel_at(0.1, bank.transfer("a", "b", 10))
    await asyncio.gather(bank.transfer("b", "c", 10), waiting)
    await bank.transfer("a", "c", 40)

    assert balances == {"a": 60, "b": 90, "c": 150}


async def test_a_transfer_to_the_same_account_changes_nothing(submission):
    """A transfer from an account to itself changes nothing."""
    store, balances = a_store(a=100)

    await submission.Bank(store).transfer("a", "a", 40)

    assert balances == {"a": 100}


def uses(seen, *names):
    """Tell whether the answer's source has one of these names or attributes."""
    nodes = ast.walk(seen.source)
    return any({getattr(x, "attr", ""), getattr(x, "id", "")} & set(names) for x in nodes)


def makes_a_lock_in_transfer(seen):
    """Tell whether a lock is made on every transfer, and kept nowhere."""
    transfer = [x for x in ast.walk(seen.source) if getattr(x, "name", "") == "transfer"]
    calls = [ast.unparse(x) for x in ast.walk(ast.Module(transfer, [])) if isinstance(x, ast.Call)]
    return any(call.endswith("Lock()") for call in calls)


def read_too_early(seen):
    """Say how often an account was read before the first write to it was over, if too often."""
    for name in ("a", "b"):
        reads, writes = seen.calls(f"read {name}"), seen.calls(f"write {name}")
        early = [call for call in reads if writes and call.start < (writes[0].end or 0)]
        if len(early) > 1:
            return f"{name} was read {len(early)} times before the first write to it was over"
    return None


RACES = ("no_cent", "two_transfers")


@proves("lock-not-shared")
def each_transfer_had_a_lock_of_its_own(seen):
    """The transfers did not wait for each other: each made a lock that no other one knows."""
    race = seen.rule.startswith(RACES) and makes_a_lock_in_transfer(seen) and read_too_early(seen)
    return race and f"{race}, for each transfer made a lock of its own"


@proves("race-across-await")
def others_wrote_in_between(seen):
    """Say what was read before it was written."""
    return seen.rule.startswith(RACES) and seen.happened is not None and read_too_early(seen)


@proves("race-across-await", next_step="Check the balance that you have read under the lock.")
def checked_before_its_turn(seen):
    """Both transfers were let through, with money for one: each had checked before its turn."""
    return seen.rule.startswith("two_transfers") and seen.happened == (0, -60)


@proves("relock-self")
def waits_for_itself(seen):
    """The only transfer waits for a lock that it holds itself."""
    return isinstance(seen.error, DeadlockError) and seen.rule.startswith("a_transfer_to")


@proves("lock-leak")
def a_lock_was_never_released(seen):
    """All other transfers were over, and this one waits for an account that nobody gave back."""
    return isinstance(seen.error, DeadlockError) and seen.rule.startswith("after_a")


@proves("lock-order-deadlock")
def each_waits_for_the_other(seen):
    """Say how many transfers wait for each other's locks."""
    waiting = str(seen.error).count("Lock.acquire")
    released = uses(seen, "release") or not uses(seen, "acquire")
    crossed = isinstance(seen.error, DeadlockError) and seen.rule.startswith(RACES) and waiting > 1
    if not crossed or not released:
        return None
    return f"{waiting} transfers wait for locks, and those who hold them wait as well"


@proves("global-lock")
def strangers_waited(seen):
    """Say when the second transfer began, which has no account in common with the first."""
    if not seen.rule.startswith("transfers_without") or seen.happened is None:
        return None
    strangers = [call for name in "cd" for call in seen.calls(f"read {name}")]
    first = max((call.end for call in seen.calls("write b")), default=None)
    began = min((call.start for call in strangers), default=0.0)
    return began == first and f"c and d were free, and read only at {began:g} s, when a and b were"
