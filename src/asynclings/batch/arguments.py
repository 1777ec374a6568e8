"""What the command `check` can be told."""

from __future__ import annotations

import argparse
from pathlib import Path

from asynclings.batch.shards import shard
from asynclings.rooms.levels import LEVELS

#: Where the results are written when nothing is said.
OUT = Path("graded")


def parser(command: str) -> argparse.ArgumentParser:
    """Return what understands the arguments of *command*."""
    described = (
        "Grade a whole class, each answer in a locked room of its own. Give the same command "
        "again after an interruption, or when some of the work has changed: what has not "
        "changed is not graded again. Without SUBMISSIONS, only write the gradebook anew."
    )
    arguments = argparse.ArgumentParser(prog=f"asynclings {command}", description=described)
    _what(arguments)
    _where(arguments)
    return arguments


def _what(arguments: argparse.ArgumentParser) -> None:
    arguments.add_argument(
        "submissions",
        nargs="*",
        type=Path,
        metavar="SUBMISSIONS",
        help="a folder with one for each learner, or a zip or tar; exports of Moodle, Canvas and "
        "Gradescope as they are",
    )
    arguments.add_argument(
        "--exercise",
        action="extend",
        nargs="+",
        default=[],
        metavar="NAME",
        help="only these exercises or chapters; all without it",
    )
    arguments.add_argument(
        "--policy", type=Path, metavar="FILE", help="points, weights, lateness; DIR/policy.toml"
    )
    arguments.add_argument(
        "--seed", type=int, help="draws the numbers that all answers meet; kept in DIR"
    )
    arguments.add_argument(
        "--resume",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="keep the results of work that has not changed (the default)",
    )
    arguments.add_argument(
        "--strict",
        action="store_true",
        help="exit with 1 when an answer could not be judged, or not even be run",
    )


def _where(arguments: argparse.ArgumentParser) -> None:
    arguments.add_argument(
        "--out", type=Path, default=OUT, metavar="DIR", help=f"for the results; {OUT}/ without it"
    )
    arguments.add_argument("--json", metavar="FILE", help="write a summary, too; - is stdout alone")
    arguments.add_argument(
        "--jobs", type=_count, metavar="N", help="answers at once; one a processor without it"
    )
    arguments.add_argument(
        "--require-isolation",
        metavar="LEVEL",
        choices=LEVELS[1:],
        default=LEVELS[1],
        help="refuse to grade with less than rlimits, landlock or bubblewrap; without it, the "
        "strongest that is there is used",
    )
    arguments.add_argument(
        "--scheduler", metavar="ADDRESS", help="grade on the workers of a dask.distributed cluster"
    )
    arguments.add_argument(
        "--shard", type=shard, metavar="I/N", help="only the I-th of N parts of the class"
    )


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 to 1000")
    return int(text)
