"""What a batch says when it is over."""

from __future__ import annotations

import json
import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from asynclings.batch.engine import Outcome
from asynclings.batch.index import Entry, Index
from asynclings.batch.screen import Screen
from asynclings.files import replace
from asynclings.front_door import FRONT_DOOR
from asynclings.report import VERDICTS

#: Raised whenever a field of the JSON changes its meaning or goes.
SCHEMA_VERSION = 1

#: Rows that a person should look at are told up to here; the gradebook has all.
MOST_TOLD = 10


@dataclass(slots=True)
class Tally:
    """What one run did.

    Attributes:
        total: How many submissions there are.
        graded: How many of them were graded now.
        taken_over: How many kept their result, since nothing has changed.
        isolation: How many results of this run have each level.
    """

    total: int = 0
    graded: int = 0
    taken_over: int = 0
    isolation: dict[str, int] = field(default_factory=dict)

    def count(self, outcome: Outcome) -> None:
        """Count *outcome*."""
        self.graded += outcome.fresh
        self.taken_over += not outcome.fresh
        level = outcome.graded.report.isolation
        self.isolation[level] = self.isolation.get(level, 0) + 1


def unsettled(index: Index) -> Iterator[Entry]:
    """Yield the results of answers that could not be judged, or not even be run."""
    yield from index.find(verdict="grader error")
    yield from (one for one in index.find(verdict="failed") if one.reason)


def tell(screen: Screen, tally: Tally, wall_seconds: float) -> None:
    """Say what was done."""
    rate = f" in {wall_seconds:.1f} s, {tally.graded / wall_seconds:.1f}/s" if tally.graded else ""
    screen.say(f"Graded {tally.graded:,}{rate}; {tally.taken_over:,} had not changed.", "bold")


def tell_results(screen: Screen, index: Index) -> None:
    """Say how all results are, and whom to look after."""
    verdicts = index.verdicts()
    if verdicts:
        counts = [f"{verdicts[one]:,} {one}" for one in VERDICTS if one in verdicts]
        screen.say(f"All {sum(verdicts.values()):,} results: {', '.join(counts)}.")
    rows = [*unsettled(index), *(one for one in index.find(verdict="failed") if one.halt)]
    for one in rows[:MOST_TOLD]:
        who = f"{one.learner} ({one.name})" if one.name else one.learner
        kind = "not judged" if one.verdict == "grader error" else "cannot be run"
        told = f"{kind}: {one.reason}" if one.reason else one.halt
        screen.say(f"  {who}, {one.exercise}: {told}", "yellow")
    if len(rows) > MOST_TOLD:
        screen.say(f"  ... and {len(rows) - MOST_TOLD:,} more, in the gradebook", "yellow")


def to_json(folder: Path, seed: int | None, index: Index, **more: Any) -> dict[str, Any]:
    """Return a run as JSON: a row for each result in *folder*, and whatever *more* there is."""
    return {
        "schema_version": SCHEMA_VERSION,
        "out": str(folder),
        "seed": seed,
        "verdicts": index.verdicts(),
        **more,
        "results": [asdict(one) for one in index.find()],
    }


def write(data: dict[str, Any], where: str) -> None:
    """Write *data* for a program: to the file *where*, or to standard output for ``-``."""
    text = json.dumps(data, indent=2) + "\n"
    if where != "-":
        replace(Path(where), text)
        return
    sys.stdout.write(text)
    sys.stdout.flush()


def spelled(command: str, words: Sequence[str | Path]) -> str:
    """Return how a person types *command* with *words*, as the last command was typed."""
    door = os.environ.get(FRONT_DOOR)
    start = f"{door} -s {command} --" if door else f"{sys.orig_argv[0]} -m asynclings {command}"
    return " ".join([start, *(shlex.quote(str(one)) for one in words)])
