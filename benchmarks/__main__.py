"""Measures the kit against bare pytest, pytest-watcher and check50, and prints the ratios.

Run it with `nox -s benchmarks`, or `nox -s benchmarks -- cold rooms` for some of it. What is
compared runs in turn, side by side, so that a busy machine slows both. A bound that is missed
is shown; nothing fails for it: speed is looked at, not asserted.
"""

import argparse
import json
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parent))

from cold import cold_measures
from gradebook import gradebook_measures
from learn import learn_measures
from measure import Measure
from memory import memory_measures
from rooms import room_measures
from warm import warm_measures
from whole_class import class_measures

GROUPS = {
    "cold": cold_measures,
    "warm": warm_measures,
    "memory": memory_measures,
    "rooms": room_measures,
    "learn": learn_measures,
    "gradebook": gradebook_measures,
    "class": class_measures,
}


def main() -> int:
    """Measure, print the table, write JSON where it is asked for."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"{', '.join(GROUPS)}; all")
    parser.add_argument("--json", type=Path, help="write the figures there, too")
    given = parser.parse_args()
    if unknown := [name for name in given.groups if name not in GROUPS]:
        parser.error(f"no group is called {unknown[0]}: there are {', '.join(GROUPS)}")
    measures = [one for name in given.groups or GROUPS for one in GROUPS[name]()]
    show(measures)
    if given.json:
        given.json.write_text(json.dumps([one.to_json() for one in measures], indent=2) + "\n")
    return 0


def show(measures: list[Measure]) -> None:
    """Print *measures* as a table."""
    table = Table("measure", "figure", "bound", "holds")
    for one in measures:
        table.add_row(one.name, one.shown(), one.bound(), "yes" if one.holds() else "NO")
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
