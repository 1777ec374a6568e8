"""What can change a report, as one short text that tells whether it is still the same.

An answer whose key is the one of its result is not graded again. The room's level is no part of
the key: every level gives the same verdict, and a result of a weaker one than is asked for now
is not taken over (see `asynclings.batch.plan`).
"""

from __future__ import annotations

import hashlib
import json
import platform
from pathlib import Path

from asynclings import __version__
from asynclings.batch.records import Submission
from asynclings.errors import GraderError
from asynclings.exercise import Exercise
from asynclings.rooms.workers import RULE_WALL_SECONDS

#: Says what one worker may use up; read as a file, since only Linux can import it.
LIMITS = Path(__file__).parents[1] / "rooms" / "limits.py"

#: Changed when reports must be made anew though nothing else here has changed.
GENERATION = 1


def python_version() -> str:
    """Return the version of Python as far as verdicts may depend on it: ``3.12``."""
    return ".".join(platform.python_version_tuple()[:2])


def grader_key(exercise: Exercise) -> str:
    """Return the hash of all that judges an answer to *exercise*, here.

    Raises:
        GraderError: The grader or the solution is not there.
    """
    return _hash(
        GENERATION,
        __version__,
        python_version(),
        exercise.slug,
        _file(exercise.grader),
        _file(exercise.solution),  # says what an answer must define
        _file(LIMITS),
        RULE_WALL_SECONDS,
    )


def submission_key(submission: Submission, data: bytes, *, grader: str, seed: int) -> str:
    """Return the hash of all that can change the report on *submission*.

    Args:
        submission: Whose report it would be.
        data: What was handed in.
        grader: See `grader_key`.
        seed: Draws the second latency table of each timing rule.
    """
    return _hash(grader, seed, hashlib.sha256(data).hexdigest(), submission.problem)


def _file(file: Path) -> str:
    try:
        data = file.read_bytes().replace(b"\r\n", b"\n")  # as Git may check it out on Windows
        return hashlib.sha256(data).hexdigest()
    except OSError as error:
        raise GraderError(f"Cannot read {file}: {error}.") from error


def _hash(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]
