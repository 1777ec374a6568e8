"""A class without judges: a place that answers at once, and what is handed in to it."""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import Future
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from asynclings import catalog
from asynclings.batch.engine import Engine
from asynclings.batch.index import Index
from asynclings.batch.records import Graded, Learner, Submission
from asynclings.batch.store import Store
from asynclings.errors import GraderError
from asynclings.front_door import FRONT_DOOR
from asynclings.report import ExerciseResult, Finding, Report, RuleResult

ROOT = Path(__file__).parents[3]
MONDAY = datetime(2026, 9, 7, 8, tzinfo=UTC)


class Instant:
    """Answers at once: an answer's text is its verdict; some texts are trouble instead."""

    def __init__(self, window: int = 4, isolation: str = "bubblewrap") -> None:
        self.window = window
        self.isolation = isolation
        self.asked: list[bytes] = []
        self.seeds: set[int] = set()

    def submit(self, exercise, data, *, seed):
        self.asked.append(data)
        self.seeds.add(seed)
        future: Future[Report] = Future()
        try:
            future.set_result(self._judge(exercise.slug, data, seed))
        except Exception as error:  # noqa: BLE001 - as a thread would keep it
            future.set_exception(error)
        return future

    def close(self):
        pass

    def _judge(self, slug, data, seed):
        if data == b"the kit fails":
            raise GraderError("the grader does not parse")
        if data == b"the kit has a bug":
            raise ZeroDivisionError("division by zero")
        verdict = data.decode() or "failed"
        return report_of(slug, verdict, data=data, seed=seed, isolation=self.isolation)


def report_of(slug, verdict="passed", *, data=b"passed", seed=1, isolation="bubblewrap"):
    found = (Finding("sequential-awaits", "seen", "fact", "step"),) if verdict == "failed" else ()
    digest, points = hashlib.sha256(data).hexdigest(), float(verdict == "passed")
    rules = (RuleResult("it_holds", "it holds", verdict, points=points, findings=found),)
    result = ExerciseResult(slug, "coroutines", "t", "p", verdict, rules, submission_sha256=digest)
    return Report("0.1.0", "3.11.7", seed, (result,), isolation)


@pytest.fixture(scope="session")
def kit():
    return catalog.load(ROOT)


@pytest.fixture
def instant():
    return Instant


@pytest.fixture
def answer():
    """Make what somebody hands in."""

    def make(learner="ada", data=b"passed", exercise="first_await", **more):
        given = {"origin": f"{learner}/{exercise}.py", "submitted_at": MONDAY} | more
        return Submission(Learner(learner), exercise, data, **given)

    return make


@pytest.fixture
def result():
    """Make what became of an answer."""

    def make(learner="ada", verdict="passed", exercise="first_await", key="key", **more):
        given = {"submitted_at": MONDAY, "graded_at": MONDAY} | more
        report = report_of(exercise, verdict, seed=given.pop("seed", 1))
        return Graded(key, Learner(learner), exercise, f"{learner}.py", report, **given)

    return make


@pytest.fixture
def folder(tmp_path) -> Path:
    place = tmp_path / "graded"
    place.mkdir()
    return place


@pytest.fixture
def outcomes(folder, kit):
    """Grade *submissions* as `check` does, one after the other."""

    def run(submissions, place, *, seed=1, required="rlimits", **more):
        store = Store(folder)
        with closing(Index(store)) as index:
            engine = Engine(store, index, kit.exercises, seed=seed, required=required, **more)
            yield from engine.run(submissions, place)

    return run


@pytest.fixture
def grade(outcomes):
    """Grade *submissions* with a place that answers at once; give all that came of them."""

    def run(*submissions, place=None, **more):
        return list(outcomes(submissions, place or Instant(), **more))

    return run


def environment() -> dict[str, str]:
    """Return what a command of the kit gets that nobody has started through nox."""
    kept = {name: value for name, value in os.environ.items() if name != FRONT_DOOR}
    return kept | {"PYTHONPATH": str(ROOT / "src")}


@pytest.fixture(scope="session")
def until():
    """Wait for a condition; a busy machine may take long."""

    def wait(condition, what, wall_seconds=120.0):
        deadline = time.monotonic() + wall_seconds
        while not (found := condition()):
            assert time.monotonic() < deadline, f"never came: {what}"
            time.sleep(0.02)
        return found

    return wait


@pytest.fixture(scope="session")
def start():
    """Start a command of the kit; who starts it also ends it."""

    def run(*words):
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "asynclings", *map(str, words)],
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    return run


@pytest.fixture(scope="session")
def many(tmp_path_factory) -> Path:
    """A class of which we know who passes: those called ``right``."""
    folder = tmp_path_factory.mktemp("many")
    place = Path("01_coroutines", "01_first_await")
    solution = ROOT / "solutions" / place.with_suffix(".py")
    wrong = sorted((ROOT / "tests" / "wrong_answers" / place).glob("*.py"))
    for number in range(16):
        passes = number % 3 == 0
        own = folder / f"{'right' if passes else 'wrong'}-{number}"
        own.mkdir()
        shutil.copy(solution if passes else wrong[number % len(wrong)], own / solution.name)
    return folder


@pytest.fixture(scope="session")
def asynclings():
    """Run a command of the kit."""

    def run(*words, folder=ROOT, **variables):
        return subprocess.run(
            [sys.executable, "-P", "-m", "asynclings", *map(str, words)],
            cwd=folder,
            env=environment() | variables,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return run
