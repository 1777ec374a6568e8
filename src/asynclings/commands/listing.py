"""Lists the exercises with the learner's progress, or only what comes next."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from asynclings import catalog
from asynclings.drawing.text import Line, Linked
from asynclings.front_door import FRONT_DOOR
from asynclings.learn.shelf import Shelf
from asynclings.learn.state import ChapterRows, Row
from asynclings.recovery import progress_of
from asynclings.render.page import Page

#: By what the list can be filtered, besides names.
STATUSES = ("open", "tried", "done", "core", "stretch")


def main(arguments: Sequence[str], command: str) -> int:
    """List what *arguments* ask for; for the *command* ``next`` only what comes next."""
    given = _parser(command).parse_args(arguments)
    kit = catalog.load()
    progress = progress_of(kit)
    shelf = Shelf(kit)
    if command == "next":
        _next(shelf.open_after("", progress))
        return 0
    chosen = {exercise.slug for exercise in kit.choose(given.names)}
    chapters = _filtered(shelf.rows(progress), chosen, given.status)
    if given.json:
        rows = [row for chapter in chapters for row in chapter.exercises]
        sys.stdout.write(json.dumps([_as_json(row) for row in rows], indent=2) + "\n")
        return 0
    from asynclings.render.terminal import write

    write(lambda page: _lines(chapters, page))
    sys.stdout.flush()
    return 0


def command_for(session: str, argument: str) -> str:
    """Return what to type for *session* with *argument*, spelled like the command that runs."""
    door = os.environ.get(FRONT_DOOR)
    if door:
        return f"{door} -s {session} -- {argument}"
    return f"{sys.orig_argv[0]} -m asynclings {session} {argument}"


def shown_path(path: Path) -> str:
    """Return *path* as short as it can be from where the person stands."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _filtered(
    chapters: tuple[ChapterRows, ...], slugs: set[str], statuses: list[str] | None
) -> list[ChapterRows]:
    """Return the rows of *slugs* that have every one of *statuses*; no chapter without rows."""
    found = []
    for chapter in chapters:
        rows = tuple(
            row
            for row in chapter.exercises
            if row.slug in slugs and all(_has(row, one) for one in statuses or ())
        )
        if rows:
            found.append(ChapterRows(chapter.slug, chapter.number, chapter.title, rows))
    return found


def _has(row: Row, status: str) -> bool:
    if status in ("core", "stretch"):
        return row.stretch == (status == "stretch")
    return row.progress == status or (status == "open" and row.progress == "tried")


def _as_json(row: Row) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(row)


def _lines(chapters: list[ChapterRows], page: Page) -> Iterator[Line]:
    from asynclings.learn.rows import list_lines

    if not chapters:
        yield from page.paragraph("No exercise is like that.", indent=0)
        return
    yield from list_lines(chapters, page)
    rows = [row for chapter in chapters for row in chapter.exercises]
    done = sum(row.progress == "done" for row in rows)
    points, most = sum(row.points for row in rows), sum(row.max_points for row in rows)
    yield []
    text = f"{done} of {len(rows)} done" + (f", {points:g} of {most:g} points" if most else "")
    yield from page.paragraph(f"{text}.", "strong", 0)


def _next(exercise: catalog.Exercise | None) -> None:
    from asynclings.render.terminal import write

    if exercise is None:
        write(lambda page: page.paragraph("All exercises are done.", "good", 0))
        return
    command = command_for("learn", exercise.slug)
    path = Linked(shown_path(exercise.stub), exercise.stub.as_uri())

    def lines(page: Page) -> Iterator[Line]:
        yield [(f"{exercise.number} {exercise.slug}", "strong")]
        yield from page.paragraph(page.own(exercise.title))
        if exercise.is_stretch:
            yield from page.paragraph("The core is done; this is a stretch.", "dim")
        yield [("Edit  ", "dim"), (path, "note")]
        yield [("Run   ", "dim"), (page.safe(command), "note")]

    write(lines)
    sys.stdout.flush()


def _parser(command: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"asynclings {command}", description=__doc__)
    if command == "list":
        parser.add_argument(
            "names", nargs="*", metavar="NAME", help="exercises, chapters; all without"
        )
        parser.add_argument(
            "--status",
            action="append",
            choices=STATUSES,
            help="only those; may be given more than once. What was tried is open, too",
        )
        parser.add_argument("--json", action="store_true", help="for programs")
    return parser
