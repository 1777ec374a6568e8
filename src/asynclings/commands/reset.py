"""Makes stubs as they were shipped; what was written is kept as a backup."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from asynclings import backups, catalog
from asynclings.commands.listing import command_for
from asynclings.errors import AsynclingsError
from asynclings.exercise import Exercise
from asynclings.shipped import is_untouched


def main(arguments: Sequence[str], command: str = "reset") -> int:
    """Reset what *arguments* name, or take the last reset back; return the exit code."""
    del command
    given = _parser().parse_args(arguments)
    kit = catalog.load()
    chosen = kit.choose([] if "all" in given.names else given.names)
    if given.undo:
        undoable = [one for one in chosen if backups.can_undo(one, kit.root)]
        if not undoable:
            raise AsynclingsError("Nothing to undo: there is no backup that differs.")
        return _each(undoable, lambda one: _undo(one, kit.root))
    edited = [one for one in chosen if not is_untouched(one)]
    if not edited:
        _say("Nothing to reset: as shipped already.")
        return 0
    if not given.yes and not _agreed(edited):
        _say("Nothing was changed.")
        return 0
    return _each(edited, lambda one: _reset(one, kit.root))


def _each(exercises: Sequence[Exercise], do: Callable[[Exercise], str]) -> int:
    """Call *do* for each of *exercises*; one that cannot be reset does not hold up the others.

    Raises:
        AsynclingsError: Some could not.
    """
    problems = []
    for exercise in exercises:
        try:
            _say(do(exercise))
        except AsynclingsError as error:
            problems.append(str(error))
    if problems:
        raise AsynclingsError("\n".join(problems))
    return 0


def _reset(exercise: Exercise, root: Path) -> str:
    kept = backups.reset(exercise, root)
    if kept is None:
        return f"{exercise.slug} is there again."
    back = command_for("reset", f"{exercise.slug} --undo")
    where = kept.relative_to(root).as_posix()
    return f"{exercise.slug} is as shipped. Yours is kept in {where}\nTake it back: {back}"


def _undo(exercise: Exercise, root: Path) -> str:
    backup = backups.undo(exercise, root)
    return f"{exercise.slug} is back, from {backup.relative_to(root).as_posix()}"


def _agreed(edited: Sequence[Exercise]) -> bool:
    """Ask the person; where nobody can answer, nothing is done without ``--yes``."""
    slugs = ", ".join(one.slug for one in edited)
    if not sys.stdin.isatty():
        raise AsynclingsError(f"This would reset {slugs}. Say --yes, for nobody can be asked here.")
    sys.stdout.write(f"Reset {slugs}? What you wrote is kept. [y/N] ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _say(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="asynclings reset", description=__doc__)
    parser.add_argument(
        "names", nargs="+", metavar="NAME", help="exercises, chapters, or all; several are possible"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument(
        "--undo",
        action="store_true",
        help="put the last backup back; what is there now is kept",
    )
    return parser
