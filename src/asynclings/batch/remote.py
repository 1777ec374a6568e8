"""What a worker of a cluster does with one answer: hands it to a warm judge beside itself.

The worker's own process runs nothing of an answer. Where it finds the kit, and whether that is
the same kit, is looked at for each answer: workers come and go.
"""

from __future__ import annotations

import functools
import os
import threading
from dataclasses import dataclass
from typing import Any

from asynclings import __version__, catalog
from asynclings.batch.judges import Judges
from asynclings.batch.keys import grader_key, python_version
from asynclings.errors import AsynclingsError, GraderError, UnknownNameError
from asynclings.rooms import levels
from asynclings.rooms.levels import Level

#: Batches of different exercises whose judges a worker keeps warm.
MOST_POOLS = 2

#: A worker may have several threads, which share their judges.
_ALONE = threading.Lock()


@dataclass(frozen=True, slots=True)
class Order:
    """One answer on its way to a worker.

    Attributes:
        exercise: Slug.
        data: What was handed in.
        seed: Of the class.
        required: The weakest isolation to grade with.
        kit: Version of asynclings where the results are kept.
        python: Its Python, like ``3.12``.
        grader: What judges the exercise there (see `asynclings.batch.keys.grader_key`).
        batch: Slugs of all exercises of the batch: judges read the graders of these only.
    """

    exercise: str
    data: bytes
    seed: int
    required: Level
    kit: str
    python: str
    grader: str
    batch: tuple[str, ...]


def grade_there(order: Order) -> dict[str, Any]:
    """Return what became of *order*, as JSON: a ``report``, or why it was ``refused``."""
    try:
        kit = catalog.load()
        try:
            [exercise] = kit.choose([order.exercise])
        except (UnknownNameError, ValueError):
            raise GraderError(f"{here()} has no exercise {order.exercise}.") from None
        if problem := _difference(order, grader_key(exercise)):
            raise GraderError(problem)
        with _ALONE:
            judges = _judges(order.required, order.batch)
        return {"report": judges.grade(exercise, order.data, seed=order.seed).to_json()}
    except AsynclingsError as error:
        return {"refused": str(error)}


def describe(required: Level) -> dict[str, str]:
    """Return what this worker is; ``problem`` says why it cannot grade, if so."""
    found = {"kit": __version__, "python": python_version(), "isolation": "", "problem": ""}
    try:
        catalog.load()
        found["isolation"] = levels.reached(required)
    except AsynclingsError as error:
        found["problem"] = str(error)
    return found


def here() -> str:
    """Return the name of this worker."""
    import socket

    return f"The worker {socket.gethostname()}, process {os.getpid()},"


def _difference(order: Order, grader: str) -> str:
    """Return how the kit here differs from the one that *order* comes from; nothing when not."""
    theirs = f"asynclings {order.kit}, Python {order.python}"
    mine = f"asynclings {__version__}, Python {python_version()}"
    if mine != theirs:
        return (
            f"{here()} has {mine}; the results are kept by {theirs}.\n"
            "Install the same on both, or the class is not judged alike."
        )
    if grader != order.grader:
        return (
            f"{here()} has another grader of {order.exercise}: its hash\n"
            f"is {grader} there, and {order.grader} where the results are kept.\n"
            "Bring both checkouts to the same commit."
        )
    return ""


@functools.lru_cache(MOST_POOLS)
def _judges(required: Level, batch: tuple[str, ...]) -> Judges:
    """Return the judges of this process, as many as it has threads.

    They end when nobody holds them any more: with this process, or after other batches.
    """
    kit = catalog.load()
    return Judges(kit.root, jobs=_threads(), required=required, exercises=kit.choose(batch))


def _threads() -> int:
    from distributed import get_worker

    return int(get_worker().state.nthreads)
