"""A sign-up in which every step must really happen: what is asked."""

from itertools import pairwise

import pytest

from asynclings.probes import Record, Service, Services, proves

ROW = Record("Row", id=1, name="ada")
STEPS = ("cache.exists", "db.insert", "db.row", "cache.put", "mailer.send")


def world(exists=0.1, insert=0.5, row=0.2, put=0.1, send=1.0, *, taken=False, insert_fails=None):
    """The database, the cache and the mailer, whose methods take that many seconds."""
    return (
        Services(
            "db",
            insert=Service("db.insert", insert, raises=insert_fails),
            row=Service("db.row", row, ROW),
        ),
        Services(
            "cache",
            exists=Service("cache.exists", exists, taken),
            put=Service("cache.put", put),
        ),
        Services("mailer", send=Service("mailer.send", send)),
    )


async def test_a_new_name_is_signed_up(submission):
    """Sign `name` up and return True, or return False when the cache knows it already."""
    db, cache, mailer = world()

    signed_up = await submission.register(db, cache, mailer, "ada")

    assert signed_up == True  # noqa: E712 - shown to the learner as it stands


async def test_a_taken_name_is_refused(submission):
    """Sign `name` up and return True, or return False when the cache knows it already."""
    db, cache, mailer = world(taken=True)

    signed_up = await submission.register(db, cache, mailer, "ada")

    assert signed_up == False  # noqa: E712 - shown to the learner as it stands


async def test_a_taken_name_costs_one_look_into_the_cache(submission, timeline):
    """A taken name costs one look into the cache, and nothing else is done."""
    db, cache, mailer = world(exists=0.1, taken=True)

    await submission.register(db, cache, mailer, "ada")

    assert timeline == {"cache.exists ada": (0, 0.1)}, "one look into the cache"


async def test_the_row_is_put_into_the_cache(submission):
    """A new name goes into the database, its row is read back and cached, then a mail is sent."""
    db, cache, mailer = world()

    await submission.register(db, cache, mailer, "ada")

    assert cache.put.calls == [("ada", ROW)], "what cache.put() was called with"


async def test_each_step_starts_when_the_one_before_it_has_ended(submission, timeline, pace):
    """Each step starts when the one before it has ended, and True comes after the last."""
    exists, insert, row, put, send = pace(0.1, 0.5, 0.2, 0.1, 1.0)
    db, cache, mailer = world(exists, insert, row, put, send)

    await submission.register(db, cache, mailer, "ada")

    assert timeline == {
        "cache.exists ada": (0, exists),
        "db.insert ada": (exists, exists + insert),
        "db.row ada": (exists + insert, exists + insert + row),
        "cache.put ada": (exists + insert + row, exists + insert + row + put),
        "mailer.send ada": (exists + insert + row + put, exists + insert + row + put + send),
    }, "five steps, one after the other"


async def test_when_the_insert_fails_nothing_else_is_done(submission, timeline):
    """What a step raises reaches the caller, and no further step is taken."""
    db, cache, mailer = world(exists=0.1, insert=0.5, insert_fails=OSError("disk full"))

    with pytest.raises(OSError, match="disk full"):
        await submission.register(db, cache, mailer, "ada")

    assert timeline == {"cache.exists ada": (0, 0.1), "db.insert ada": (0.1, 0.6)}, (
        "no step after the one that failed"
    )


@proves("coroutine-truthiness")
def a_coroutine_was_taken_for_true(seen):
    """cache.exists() never ran, yet the name was refused: the coroutine itself counted as true."""
    return "exists" in seen.never_awaited and seen.returned and seen.answer is False


@proves("over-parallelised", next_step="Await each step before you take the next one.")
def a_step_began_too_early(seen):
    steps = [next(iter(seen.calls(name)), None) for name in STEPS]
    for before, after in pairwise(step for step in steps if step):
        if before.end is None or after.start < before.end:
            late, early = before.name.split()[0], after.name.split()[0]
            return f"{early}() was called at {after.start:g} s, when {late}() had not ended."
    return None


@proves("bare-except", next_step="Let the error travel: a full disk is no taken name.")
def an_error_was_hidden(seen):
    failed = [call for call in seen.calls() if call.outcome.startswith("raised")]
    if not (seen.returned and failed):
        return None
    return f"{failed[0].name.split()[0]}() {failed[0].outcome}, but register() returned a value."
