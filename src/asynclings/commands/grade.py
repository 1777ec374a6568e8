"""Grades answers to some exercises, shows the report."""

from __future__ import annotations

import argparse
import json
import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from asynclings import catalog
from asynclings.errors import AsynclingsError
from asynclings.files import replace
from asynclings.front_door import FRONT_DOOR
from asynclings.report import Report


def main(arguments: Sequence[str], command: str) -> int:
    """Grade what *arguments* name, show the report, return the exit code.

    Args:
        arguments: Of the command line.
        command: ``grade``, or ``solutions`` to grade the reference solutions.
    """
    from asynclings import grading

    given = _parser(command).parse_args(arguments)
    kit = catalog.load()
    if command == "solutions":
        given.answers = kit.root / "solutions"
    chosen = choose(kit, given.names, given.answers)
    report = grading.grade(
        chosen,
        root=kit.root,
        answers=given.answers,
        seed=given.seed,
        isolated=given.require_isolation or ("rlimits" if given.isolated else None),
    )
    if given.json:
        _write(report, given.json)
    if given.svg:
        from asynclings.picture import picture_of

        replace(Path(given.svg), picture_of(report))
    if given.json != "-":
        from asynclings import render

        shown = _next_command(kit, report, given) if command == "grade" else ""
        render.show(report, next_command=shown, verbose=given.verbose)
        sys.stdout.flush()  # here a reader that has gone is no error; later it is one of Python's
    if command == "grade" and given.answers is None:
        _remember(kit, chosen, report, quiet=given.check)
    return int(given.check and not _is_passed(report))


def _parser(name: str) -> argparse.ArgumentParser:
    """Return what understands the arguments of the command *name*."""
    command = argparse.ArgumentParser(prog=f"asynclings {name}", description=__doc__)
    if name == "grade":
        command.add_argument(
            "--answers",
            type=Path,
            metavar="PATH",
            help="what is graded: a folder like exercises/ (the default), or one file",
        )
    command.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help="an exercise, a chapter, a number like 2.1, or the path of a stub; all without it",
    )
    command.add_argument("--json", metavar="FILE", help="write the report, too; - is stdout alone")
    command.add_argument("--svg", metavar="FILE", help="write the failed rule's timeline, too")
    command.add_argument("--seed", type=int, help="repeat a run: the seed that its report names")
    command.add_argument(
        "--isolated", action="store_true", help="run each answer in a locked room of its own"
    )
    command.add_argument(
        "--require-isolation",
        metavar="LEVEL",
        choices=("rlimits", "landlock", "bubblewrap"),
        help="like --isolated; refuse to grade with less than rlimits, landlock or bubblewrap",
    )
    command.add_argument(
        "--check", action="store_true", help="exit with 1 unless everything is passed"
    )
    command.add_argument(
        "--verbose", "--all", action="store_true", help="show the rules that are passed, too"
    )
    return command


def choose(
    kit: catalog.Catalog, names: Sequence[str], answers: Path | None
) -> list[catalog.Exercise]:
    """Return the exercises to grade; one file among *answers* may say itself which it answers."""
    if answers is not None and not answers.exists():
        raise AsynclingsError(f"There are no answers at {answers}: no such file or folder.")
    one_file = answers is not None and answers.is_file()
    chosen = kit.choose([answers.stem] if one_file and answers and not names else names)
    if one_file and len(chosen) > 1:
        raise AsynclingsError(
            f"{answers} is one file, and {' '.join(names)} is {len(chosen)} exercises.\n"
            "Name the one exercise that it answers."
        )
    return chosen


def _is_passed(report: Report) -> bool:
    """Return whether everything in *report* is passed."""
    return all(result.verdict == "passed" for result in report.exercises)


def _next_command(kit: catalog.Catalog, report: Report, given: argparse.Namespace) -> str:
    """Return what to type next, spelled like the last command; ``{slug}`` is for the renderer."""
    door = os.environ.get(FRONT_DOOR)
    grade = f"{door} -s grade --" if door else f"{sys.orig_argv[0]} -m asynclings grade"
    command = f"{grade} {{slug}}"
    if given.answers:
        command += f" --answers {shlex.quote(str(given.answers))}"
    if _is_passed(report):
        later = kit.after(report.exercises[-1].slug)
        command = command.replace("{slug}", later.slug) if later else ""
    return command


def _remember(
    kit: catalog.Catalog, graded: Sequence[catalog.Exercise], report: Report, *, quiet: bool
) -> None:
    """Keep how far the learner is; what prevents it is said unless *quiet*, and changes nothing."""
    from asynclings import shipped
    from asynclings.progress import Book

    book = Book(kit.root)
    try:
        book.note(report.exercises)
        shipped.keep(graded, kit.root)
    except AsynclingsError as error:
        if not quiet:
            sys.stderr.write(f"asynclings: {error}\n")
    if book.damaged:
        sys.stderr.write(f"asynclings: the old progress file is kept as {book.damaged}\n")


def _write(report: Report, where: str) -> None:
    """Write *report* for a program: to a file at once, or to standard output for ``-``."""
    text = json.dumps(report.to_json(), indent=2, ensure_ascii=False) + "\n"
    if where != "-":
        replace(Path(where), text)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
