"""The newest of several answers to one exercise."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

from asynclings.batch.intake.layouts import Claim
from asynclings.batch.intake.names import Names
from asynclings.catalog import Exercise
from asynclings.errors import SubmissionError

#: Before anything that has a time.
NEVER = datetime.min.replace(tzinfo=UTC)


def newest(
    claims: list[Claim], names: Names, exercise: Exercise
) -> tuple[Claim, list[tuple[Claim, str]]]:
    """Return the one that counts, then the others with why they do not.

    The newest counts: by the platform's own number, the time, the number of the copy, the
    place where it was found. But one that can be read counts before one that cannot, and any
    work before the stub as the kit gave it out.
    """
    if len(claims) == 1:
        return claims[0], []
    stub = _plain(exercise.stub.read_bytes()) if exercise.stub.is_file() else b""
    content = [_digest(claim) for claim in claims]
    ages = [
        (content[place] is not None, content[place] != stub, *_age(claim, names), place)
        for place, claim in enumerate(claims)
    ]
    best = max(range(len(claims)), key=ages.__getitem__)
    others = []
    for index, claim in enumerate(claims):
        if index != best:
            why = "an older attempt"
            if content[index] is None:
                why = "an attempt that cannot be read"
            elif content[index] == content[best]:
                why = "the same answer once more"
            elif content[index] == stub:
                why = "the stub as it was"
            others.append((claim, why))
    return claims[best], others


def _age(claim: Claim, names: Names) -> tuple[int, datetime, int]:
    """Return what is greater for the newer one."""
    when = claim.submitted_at or claim.modified or NEVER
    return claim.owner.order, when, names.match(claim.name)[1]


def _digest(claim: Claim) -> bytes | None:
    """Return what tells the content of *claim* from another; None where it cannot be read."""
    if claim.problem:
        return None
    try:
        return _plain(claim.source if isinstance(claim.source, bytes) else claim.source.read())
    except SubmissionError:
        return None


def _plain(source: bytes) -> bytes:
    """Return the hash of *source* without what editors and systems change by themselves."""
    return sha256(source.replace(b"\r\n", b"\n").strip()).digest()
