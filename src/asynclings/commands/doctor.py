"""Looks at this machine: what the kit needs of it, and what to do about what is missing."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from asynclings import catalog, machine
from asynclings.drawing.text import Line, Role
from asynclings.machine import Check, Status
from asynclings.render.page import Page

MARKS: dict[Status, tuple[str, str, Role]] = {
    "ok": ("✓", "ok", "good"),
    "note": ("·", ". ", "note"),
    "bad": ("✗", "x ", "bad"),
}

#: Columns of the names of what was looked at.
NAME_WIDTH = 10


def main(arguments: Sequence[str], command: str = "doctor") -> int:
    """Look at the machine; return 0 unless something is missing that the kit needs."""
    del command
    given = _parser().parse_args(arguments)
    kit = catalog.load()
    checks = [*machine.look(kit)]
    if given.json:
        sys.stdout.write(json.dumps([asdict(one) for one in checks], indent=2) + "\n")
    else:
        from asynclings.render.terminal import write

        write(lambda page: _lines(checks, page))
    sys.stdout.flush()
    return int(any(one.status == "bad" for one in checks))


def _lines(checks: Sequence[Check], page: Page) -> Iterator[Line]:
    for one in checks:
        pretty, simple, role = MARKS[one.status]
        mark = simple if page.ascii else pretty
        head = f"{one.name:{NAME_WIDTH}}  "
        indent = len(mark) + 1 + len(head)
        found = page.paragraph(page.safe(one.found), indent=indent)
        for number, line in enumerate(found):
            text = line[0][0]
            yield [(f"{mark} ", role), (head, ""), (text[indent:], "")] if number == 0 else line
        if one.todo:
            todo_role: Role = "strong" if one.status == "bad" else "note"
            yield from page.paragraph(page.safe(one.todo), todo_role, indent)
    bad = sum(one.status == "bad" for one in checks)
    yield []
    said = "All that the kit needs is there." if not bad else f"{bad} to be mended."
    yield from page.paragraph(said, "bad" if bad else "good", 0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="asynclings doctor", description=__doc__)
    parser.add_argument("--json", action="store_true", help="for programs")
    return parser
