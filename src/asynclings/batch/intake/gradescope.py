"""The list of names that Gradescope exports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

import yaml

from asynclings.batch.intake.entry import shown
from asynclings.batch.records import Learner

#: What Gradescope calls it.
FILE = "submission_metadata.yml"

#: More levels than this are no list of names.
MAX_DEPTH = 100

#: How YAML spells nothing.
NOTHING = ("", "~", "null")


class RosterError(Exception):
    """The list is none; the message is part of a sentence."""


@dataclass(frozen=True, slots=True)
class Handed:
    """One submission, which several learners may share.

    Attributes:
        learners: Whose it is.
        submitted_at: When; None where the list does not say it.
    """

    learners: tuple[Learner, ...]
    submitted_at: datetime | None


#: What was handed in, by the name of its folder.
Roster = dict[str, Handed]


def roster(file: BinaryIO) -> Roster:
    """Return the names in *file*.

    The list also holds the results of every test that Gradescope ran, often megabytes for
    each learner. So it is read as a stream of events, of which only the names are kept; that
    is also why no tag or alias in it can do anything.

    Raises:
        RosterError: It is no such list.
    """
    found: dict[str, dict[str, dict[str, str]]] = {}
    try:
        for path, value in _scalars(file):
            match path:
                case (folder, ":submitters", str(index), key):
                    found.setdefault(folder, {}).setdefault(index, {})[key] = value
                case (folder, ":created_at") | (folder, ":created_at", "utc"):
                    found.setdefault(folder, {}).setdefault("", {})["at"] = value
    except (yaml.YAMLError, RecursionError) as error:
        raise RosterError(str(error).partition("\n")[0]) from None
    return {shown(folder): _handed(shown(folder), persons) for folder, persons in found.items()}


def _scalars(file: BinaryIO) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each plain value with the keys that lead to it; a place in a list is a number."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    path: list[str | int | None] = []  # a number in a list; None where a key comes next
    for event in yaml.parse(file, Loader=loader):
        is_key = bool(path) and path[-1] is None
        if isinstance(event, yaml.ScalarEvent) and is_key:
            path[-1] = str(event.value)
            continue
        if isinstance(event, yaml.CollectionStartEvent):
            if is_key or len(path) > MAX_DEPTH:
                raise RosterError("it is no list of names")
            path.append(None if isinstance(event, yaml.MappingStartEvent) else 0)
            continue
        if isinstance(event, yaml.ScalarEvent):
            yield tuple(str(part) for part in path), str(event.value)
        elif isinstance(event, yaml.CollectionEndEvent):
            path.pop()
        if path:
            path[-1] = path[-1] + 1 if isinstance(path[-1], int) else None


def _handed(folder: str, persons: dict[str, dict[str, str]]) -> Handed:
    at = persons.pop("", {}).get("at", "")
    learners = tuple(_learner(one) for one in persons.values() if any(one.values()))
    return Handed(learners or (Learner(folder),), _moment(at))


def _learner(person: dict[str, str]) -> Learner:
    values = {key: shown(value).strip() for key, value in person.items()}
    name, sid, email = (
        "" if values.get(key, "~") in NOTHING else values[key]
        for key in (":name", ":sid", ":email")
    )
    return Learner(sid or email or name, name, email)


def _moment(text: str) -> datetime | None:
    """Return the moment in *text*: ``2026-04-26 17:34:00.861687000 Z``, as Ruby writes it."""
    text = re.sub(r"\s+(?=Z$|[+-]\d\d:?\d\d$)", "", text.strip())
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
