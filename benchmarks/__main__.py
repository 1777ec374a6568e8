"""Measures the kit against bare pytest, side by side in one run, and prints the ratios.

Run it with `nox -s benchmarks`. Every figure is a median of alternating runs, so that
a busy machine slows both sides. A bound that is missed is shown; nothing fails for it:
speed is looked at, not asserted.
"""

import argparse
import json
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parent))

from cold import cold_measures
from learn import learn_measures
from measure import Measure
from memory import memory_measures
from warm import warm_measures


def main() -> int:
    """Measure, print the table, write JSON where it is asked for."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--runs", type=int, default=11, help="runs of each cold measure")
    parser.add_argument("--json", type=Path, help="write the figures there, too")
    given = parser.parse_args()
    measures = [*cold_measures(given.runs), *warm_measures(), *memory_measures(), *learn_measures()]
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
