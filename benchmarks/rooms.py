"""What a room of its own costs an answer."""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from measure import ROOT, RUNS, Measure, medians, python, side_by_side

from asynclings import catalog, clock, grading
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

EXCHANGES = 2_000


def room_measures(runs: int = RUNS) -> Iterator[Measure]:
    """Measure isolated grading against grading in process, and what one exchange takes."""
    level = levels.reached()
    here, isolated = side_by_side(runs, _warm(None), _warm("rlimits"))
    detail = f"{level}, {medians((isolated, here))}"
    yield Measure("isolated to in process, warm", isolated / here, "x", most=1.5, detail=detail)
    command = ("-m", "asynclings", "solutions", EXERCISE)
    here, isolated = side_by_side(runs, python(*command), python(*command, "--isolated"))
    detail = medians((isolated, here))
    value = (isolated - 0.05) / here
    yield Measure("isolated less 50 ms to in process, cold", value, "x", most=1.3, detail=detail)
    yield from _exchanges(level)


def _warm(isolated: str | None) -> Callable[[], None]:
    kit = catalog.load(ROOT)
    exercises = kit.find(EXERCISE)
    grading.warm_up(exercises[0])

    def run() -> None:
        pid = os.fork()
        if pid:
            _, status = os.waitpid(pid, 0)
            assert not status
            return
        try:
            answers = ROOT / "solutions"
            grading.grade(exercises, root=ROOT, answers=answers, seed=1, isolated=isolated)
        except BaseException:  # noqa: BLE001 - two of us must not go on
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(0)

    return run


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
            cpu, begun = time.process_time(), REAL.monotonic()
            for _ in range(EXCHANGES):
                nothing()
            wall, cpu = REAL.monotonic() - begun, time.process_time() - cpu
            detail = f"of which {cpu / EXCHANGES * 1e6:.0f} us CPU of the judge"
            value = wall / EXCHANGES * 1e6
            yield Measure("one exchange between the rooms", value, "us", most=150, detail=detail)
            yield Measure("worker, peak memory", names["peak"]() / 1024, "MiB", most=50)
        finally:
            scenario.close()
            workers.close()


if __name__ == "__main__":
    for one in room_measures(5):
        sys.stdout.write(f"{one.name}: {one.shown()}, {one.bound()}\n")
