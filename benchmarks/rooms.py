"""What a room of its own costs an answer."""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from measure import ROOT, RUNS, Measure, medians, python, side_by_side, with_bytecode

from asynclings import clock
from asynclings.clock.real import REAL
from asynclings.rooms import levels
from asynclings.rooms.isolated import IsolatedScenario
from asynclings.rooms.workers import Workers

EXERCISE = "two_at_once"

ANSWER = """\
import resource


def nothing():
    return None


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
"""

#: So many exchanges are measured together, so often.
EXCHANGES, ROUNDS = 500, 9

#: Grades one answer each time it is asked to; in process, each in a new child.
SERVED = """
import os, sys
from pathlib import Path
from asynclings import catalog, grading

asked, told = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")  # pytest takes the others
root, slug, isolated = Path(sys.argv[1]), sys.argv[2], sys.argv[3] or None
exercise = catalog.load(root).find(slug)[0]
grading.warm_up(exercise)

def serve(grade):
    for _ in asked:
        print(grade(slug, exercise.solution, 1).exercises[0].verdict, file=told, flush=True)

grading.serve([exercise], serve, root=root, isolated=isolated)
"""


def room_measures(runs: int = RUNS) -> Iterator[Measure]:
    """Measure isolated grading against grading in process, and what one exchange takes."""
    level = levels.reached()
    with _warm("") as in_process, _warm(level) as in_a_room:
        here, isolated = side_by_side(5 * runs, in_process, in_a_room)
    detail = f"{level}, {medians((isolated, here))}"
    yield Measure("isolated to in process, warm", isolated / here, "x", most=1.5, detail=detail)
    command = ("-m", "asynclings", "solutions", EXERCISE)
    here, isolated = side_by_side(runs, python(*command), python(*command, "--isolated"))
    detail = medians((isolated, here))
    value = (isolated - 0.05) / here
    yield Measure("isolated less 50 ms to in process, cold", value, "x", most=1.3, detail=detail)
    yield from _exchanges(level)


@contextmanager
def _warm(isolated: str) -> Iterator[Callable[[], None]]:
    """Give a call that has one answer graded by a process that has read the grader already."""
    words = [sys.executable, "-P", "-c", SERVED, ROOT, EXERCISE, isolated]
    with subprocess.Popen(
        words, env=with_bytecode(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        asks, tells = process.stdin, process.stdout

        def run() -> None:
            asks.write("grade\n")
            asks.flush()
            assert tells.readline() == "passed\n"

        yield run
        asks.close()


def _exchanges(level: levels.Level) -> Iterator[Measure]:
    clock.install()
    with tempfile.TemporaryDirectory() as folder:
        answer, solution = Path(folder) / "answer.py", Path(folder) / "solution.py"
        answer.write_text(ANSWER)
        solution.write_text("def nothing(): ...\ndef peak(): ...\n")
        workers = Workers(level)
        scenario = IsolatedScenario(answer, solution, "rule", workers)
        try:
            names = scenario.surface.module.__dict__
            nothing = names["nothing"]
            walls, cpu = [], time.process_time()
            for _ in range(ROUNDS):
                begun = REAL.monotonic()
                for _ in range(EXCHANGES):
                    nothing()
                walls.append(REAL.monotonic() - begun)
            cpu = (time.process_time() - cpu) / ROUNDS
            detail = f"of which {cpu / EXCHANGES * 1e6:.0f} us CPU of the judge"
            value = statistics.median(walls) / EXCHANGES * 1e6
            yield Measure("one exchange between the rooms", value, "us", most=150, detail=detail)
            yield Measure("worker, peak memory", names["peak"]() / 1024, "MiB", most=50)
        finally:
            scenario.close()
            workers.close()


if __name__ == "__main__":
    for one in room_measures(5):
        sys.stdout.write(f"{one.name}: {one.shown()}, {one.bound()}\n")
