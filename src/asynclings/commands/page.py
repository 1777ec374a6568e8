"""Writes the learner's page as one HTML file."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

from asynclings import __version__, catalog
from asynclings.commands.grade import choose
from asynclings.files import replace

#: Where the page is written without ``--out``.
DEFAULT = "asynclings.html"


def main(arguments: Sequence[str], command: str) -> int:
    """Grade what *arguments* name, write a page of it, return the exit code."""
    from asynclings import grading
    from asynclings.learn.web.gallery import gallery
    from asynclings.learn.web.page import written_page

    given = _parser(command).parse_args(arguments)
    kit = catalog.load()
    exercises = choose(kit, given.names, given.answers)
    report = grading.grade(exercises, root=kit.root, answers=given.answers, seed=given.seed)
    views, chapters = gallery(exercises, report, kit.root)
    today = dt.datetime.now().astimezone().date().isoformat()
    page = written_page(views, chapters, written=f"{today}, asynclings {__version__}")
    file = Path(given.out)
    replace(file, page)
    sys.stdout.write(f"{file.resolve().as_uri()}\n")
    return 0


def _parser(name: str) -> argparse.ArgumentParser:
    """Return what understands the arguments of the command *name*."""
    command = argparse.ArgumentParser(prog=f"asynclings {name}", description=__doc__)
    command.add_argument(
        "names",
        nargs="*",
        metavar="NAME",
        help="an exercise, a chapter, a number like 2.1, or the path of a stub; all without it",
    )
    command.add_argument(
        "--answers",
        type=Path,
        metavar="PATH",
        help="what is graded: a folder like exercises/ (the default), or one file",
    )
    command.add_argument("--out", default=DEFAULT, metavar="FILE", help=f"{DEFAULT} without it")
    command.add_argument("--seed", type=int, help="repeat a run: the seed that its report names")
    return command
