"""Gives a hint for an exercise, one more each time."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from asynclings import catalog
from asynclings.commands.listing import command_for
from asynclings.drawing.text import Line
from asynclings.errors import AsynclingsError
from asynclings.hints import read_hints
from asynclings.learn.texts import markdown_lines
from asynclings.progress import Book, Entry
from asynclings.render.page import Page


def main(arguments: Sequence[str], command: str = "hint") -> int:
    """Show the next hint for the exercise that *arguments* name, note that it was shown."""
    del command
    given = _parser().parse_args(arguments)
    kit = catalog.load()
    found = kit.find(given.name)
    if len(found) > 1:
        raise AsynclingsError(
            f"{given.name} is {len(found)} exercises. Name one: {' '.join(x.slug for x in found)}"
        )
    hints, book, slug = read_hints(found[0]), Book(kit.root), found[0].slug
    problem, shown = "", 0
    try:
        shown = min(book.read().get(slug, Entry()).hints, len(hints))
        if not given.again and shown < len(hints):
            book.note_hints(slug, shown + 1)
    except AsynclingsError as error:
        problem = str(error)
    first = 0 if given.again or shown == len(hints) else shown
    last = shown if given.again else min(shown + 1, len(hints))
    from asynclings.render.terminal import write

    write(lambda page: _lines(slug, hints, range(first, last), page))
    sys.stdout.flush()
    if problem:
        sys.stderr.write(f"asynclings: {problem}\n")
    return 0


def _lines(slug: str, hints: tuple[str, ...], shown: range, page: Page) -> Iterator[Line]:
    if not shown:
        said = "No hint was shown yet." if hints else f"{slug} has no hints."
        yield from page.paragraph(said, indent=0)
    for number in shown:
        yield [(f"{slug}: hint {number + 1} of {len(hints)}", "strong")]
        yield []
        yield from markdown_lines(hints[number], page)
        yield []
    if shown and shown[-1] + 1 < len(hints):
        command = command_for("hint", slug)
        yield from page.paragraph(page.safe(f"One more: {command}"), "dim", 0)
    elif shown:
        yield from page.paragraph("There are no more.", "dim", 0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="asynclings hint", description=__doc__)
    parser.add_argument("name", metavar="NAME", help="an exercise: a slug, a number, a path")
    parser.add_argument("--again", action="store_true", help="show those that were shown already")
    return parser
