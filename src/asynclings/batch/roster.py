"""Everybody who was seen in a class, also those without any answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from asynclings.batch.records import Learner
from asynclings.files import replace

#: Where they are kept, in the folder of the results.
FILE = "learners.json"


def enrol(folder: Path, learners: Iterable[Learner]) -> tuple[Learner, ...]:
    """Return everybody in the class of *folder* with *learners*, and keep them there.

    Who was known without a name or an address gets what is known of him now.

    Raises:
        AsynclingsError: The folder cannot be written.
    """
    known = {one.id: one for one in enrolled(folder)}
    before = dict(known)
    for one in learners:
        old = known.get(one.id, one)
        known[one.id] = Learner(one.id, one.name or old.name, one.email or old.email)
    if known != before:
        rows = [asdict(one) for one in known.values()]
        replace(folder / FILE, json.dumps(rows, indent=1) + "\n", durable=True)
    return tuple(known.values())


def enrolled(folder: Path) -> tuple[Learner, ...]:
    """Return who is kept in *folder*; nobody where that cannot be read."""
    return tuple(_read(folder / FILE))


def _read(file: Path) -> Iterator[Learner]:
    try:
        rows = json.loads(file.read_bytes())
        yield from [Learner(one["id"], one["name"], one["email"]) for one in rows]
    except (OSError, ValueError, KeyError, TypeError):
        return  # whoever has an answer is in the results, too
