"""The command `prove`: its arguments, its table, its exit code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from asynclings import catalog
from asynclings.prove import prove
from asynclings.prove.busy import busy
from asynclings.prove.page import make_page
from asynclings.prove.stamps import stamp

#: Where the page of misconceptions lies.
PAGE = "docs/misconceptions.md"


def main(arguments: Sequence[str], command: str = "prove") -> int:
    """Run the *command*; return 0 when everything was proved, else 1."""
    del command
    given = _parser().parse_args(arguments)
    kit = catalog.load()
    chosen = kit.choose(given.names)
    if given.stamp:
        for file in stamp(chosen):
            sys.stdout.write(f"stamped {file.relative_to(kit.root).as_posix()}\n")
        return 0
    if given.page:
        (kit.root / PAGE).write_text(make_page(kit), encoding="utf-8")
        sys.stdout.write(f"wrote {PAGE}\n")
        return 0
    proved = failed = 0
    rows = prove(kit, chosen, repeats=given.repeats, jobs=given.jobs, isolated=given.isolated)
    with busy(given.busy):
        for path, problem in rows:
            if problem:
                failed += 1
                sys.stdout.write(f"NOT PROVED  {path}\n            {problem}\n")
                sys.stdout.flush()  # it may take long to the end
            else:
                proved += 1
    sys.stdout.write(f"{len(chosen)} exercises: {proved} passed, {failed} failed\n")
    return 1 if failed or not proved else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="asynclings prove", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="exercises, chapters; all without")
    parser.add_argument(
        "--repeats", type=int, default=1, help="how often each answer is graded, with other seeds"
    )
    parser.add_argument(
        "--busy", type=int, default=0, help="how many processes keep the machine busy meanwhile"
    )
    parser.add_argument("--jobs", type=int, help="answers graded at once; one a processor without")
    parser.add_argument(
        "--isolated",
        action="store_true",
        help="grade each answer in a locked room, too, where its verdict must be the same",
    )
    parser.add_argument(
        "--stamp",
        action="store_true",
        help="write the hashes by which an untouched stub is known, after you changed a stub",
    )
    parser.add_argument(
        "--page", action="store_true", help=f"write {PAGE} again, after wrong answers changed"
    )
    return parser
