"""The command line: reads arguments, calls one function.

Exit code: 0 when grading worked, whatever the verdict; 1 with ``--check`` when not all is passed;
2 when the command itself is wrong; 3 when the kit is to blame.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import shlex
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from asynclings import __version__, catalog
from asynclings.errors import AsynclingsError, GraderError
from asynclings.front_door import FRONT_DOOR
from asynclings.report import Report


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command in *arguments*, return its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if given[:1] == ["prove"]:  # it reads its own arguments
            return int(importlib.import_module("asynclings.prove.command").main(given[1:]))
        return _grade(_parser().parse_args(given))
    except AsynclingsError as error:
        sys.stderr.write(f"asynclings: {error}\n")
        return 3 if isinstance(error, GraderError) else 2
    except BrokenPipeError:  # somebody reads only the first lines: `... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception:  # noqa: BLE001 - Python would exit with 1, which is a verdict here
        traceback.print_exc()
        return 3


def _parser() -> argparse.ArgumentParser:
    """Return what understands the arguments."""
    parser = argparse.ArgumentParser(prog="asynclings", description="Grade answers to exercises.")
    parser.add_argument("--version", action="version", version=f"asynclings {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, summary in (
        ("grade", "grade answers"),
        ("solutions", "grade the reference solutions, to see how good answers look"),
    ):
        command = commands.add_parser(name, help=summary, description=f"{summary.capitalize()}.")
        _add_options(command)
        if name == "grade":
            command.add_argument(
                "--answers",
                type=Path,
                metavar="PATH",
                help="what is graded: a folder like exercises/ (the default), or one file",
            )
    commands.add_parser("prove", help="prove the graders: see `prove --help`", add_help=False)
    return parser


def _add_options(command: argparse.ArgumentParser) -> None:
    """Add what every grading *command* understands."""
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


def _grade(given: argparse.Namespace) -> int:
    """Grade what *given* names, show the report, return the exit code."""
    from asynclings import grading

    kit = catalog.load()
    if given.command == "solutions":
        given.answers = kit.root / "solutions"
    report = grading.grade(
        _chosen(kit, given.names, given.answers),
        root=kit.root,
        answers=given.answers,
        seed=given.seed,
        isolated=given.require_isolation or ("rlimits" if given.isolated else None),
    )
    if given.json:
        _write(report, given.json)
    if given.svg:
        from asynclings.picture import picture_of

        _replace(Path(given.svg), picture_of(report))
    if given.json != "-":
        from asynclings import render

        render.show(report, next_command=_next_command(kit, report, given), verbose=given.verbose)
        sys.stdout.flush()  # here a reader that has gone is no error; later it is one of Python's
    return int(given.check and not _is_passed(report))


def _chosen(
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
    return command if given.command == "grade" else ""


def _write(report: Report, where: str) -> None:
    """Write *report* for a program: to a file at once, or to standard output for ``-``."""
    text = json.dumps(report.to_json(), indent=2, ensure_ascii=False) + "\n"
    if where != "-":
        _replace(Path(where), text)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()


def _replace(file: Path, text: str) -> None:
    """Write *text* to *file* at once: a reader sees the old report or the new one."""
    new = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        new.write_text(text, "utf-8")
        new.replace(file)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise AsynclingsError(f"Cannot write the report to {file}: {error}.") from error


if __name__ == "__main__":
    sys.exit(main())
