"""A class graded by a real scheduler with workers in processes of their own."""

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from asynclings.batch import cluster, remote
from asynclings.batch.keys import grader_key, python_version
from asynclings.batch.store import Store
from asynclings.rooms import levels

pytest.importorskip("distributed")

ROOT = Path(__file__).parents[3]
SOLUTION = ROOT / "solutions" / "01_coroutines" / "01_first_await.py"

pytestmark = [
    pytest.mark.timeout(240),
    pytest.mark.slow,
    pytest.mark.skipif(bool(levels.missing("rlimits")), reason="there is no isolation here"),
]


class Machines:
    """A scheduler with workers, each a process of its own, on loopback.

    Attributes:
        address: Of the scheduler.
        workers: Their processes.
    """

    def __init__(self, until, folder: Path, source: Path, **variables: str) -> None:
        self._folder = folder
        self._env = {**os.environ, "PYTHONPATH": str(source), "ASYNCLINGS_ROOT": str(ROOT)}
        self._env |= variables
        self.workers: list[subprocess.Popen[bytes]] = []
        note = folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--port", "0", "--scheduler-file", note)
        until(lambda: note.is_file() and note.read_text().strip().endswith("}"), "the scheduler")
        self.address = json.loads(note.read_text())["address"]

    def add_worker(self, *options: str) -> None:
        own = ("--nthreads", "1", "--memory-limit", "0", "--local-directory", self._folder)
        self.workers.append(self._start("worker", self.address, *own, *options))

    def _start(self, kind: str, *words: object) -> subprocess.Popen[bytes]:
        program = [sys.executable, "-P", "-m", f"distributed.cli.dask_{kind}"]
        with (self._folder / f"{kind}.log").open("ab") as log:
            return subprocess.Popen(
                [*program, *map(str, words), "--no-dashboard", "--host", "127.0.0.1"],
                env=self._env,
                stdout=log,
                stderr=log,
            )

    def close(self) -> None:
        for process in [*self.workers, self.scheduler]:
            # A nanny starts its worker again, unless both end; nothing is lost with them now.
            known = psutil.Process(process.pid) if process.poll() is None else None
            for one in [process, *(known.children(recursive=True) if known else [])]:
                with suppress(psutil.NoSuchProcess):
                    one.kill()
            process.wait(30)


@pytest.fixture
def machines(until):
    @contextmanager
    def start(*given, **variables):
        made = Machines(until, *given, **variables)
        try:
            yield made
        finally:
            made.close()

    return start


def words(submissions, out, there):
    return ("check", submissions, "--out", out, "--scheduler", there.address, "--json", "-")


def results(folder: Path) -> dict[str, str]:
    return {one.learner.id: one.report.exercises[0].verdict for one in Store(folder, mends=False)}


def test_a_worker_that_is_killed_loses_nothing_and_doubles_nothing(
    many, tmp_path, machines, start, until
):
    out = tmp_path / "graded"
    with machines(tmp_path, ROOT / "src") as there:
        there.add_worker("--no-nanny")
        there.add_worker("--no-nanny")
        check = start(*words(many, out, there))
        until(lambda: len(results(out)) >= 4 or check.poll() is not None, "the first results")
        there.workers[0].send_signal(signal.SIGKILL)
        said, errors = check.communicate(timeout=150)

        assert check.returncode == 0, errors
        summary = json.loads(said)
        assert (summary["total"], summary["graded"], summary["taken_over"]) == (16, 16, 0)
        passed = {name for name, verdict in results(out).items() if verdict == "passed"}
        assert passed == {one.name for one in many.glob("right-*")}
        assert summary["verdicts"].get("grader error", 0) == 0
        assert len(summary["results"]) == 16

        said, errors = start(*words(many, out, there)).communicate(timeout=150)
        assert json.loads(said)["graded"] == 0, errors


def test_a_scheduler_that_is_gone_ends_the_batch_and_keeps_what_came(
    many, tmp_path, machines, start, until
):
    out = tmp_path / "graded"
    with machines(tmp_path, ROOT / "src") as there:
        there.add_worker("--no-nanny")
        check = start(*words(many, out, there))
        until(lambda: len(results(out)) >= 2 or check.poll() is not None, "the first results")
        there.scheduler.kill()
        _, errors = check.communicate(timeout=120)

    assert check.returncode == 2
    assert f"The scheduler at {there.address} is gone" in errors
    assert "Traceback" not in errors
    assert 2 <= len(results(out)) < 16


JUDGES = '''
import os
from asynclings.report import Report
from asynclings.batch.rows import unjudged

class Judges:
    """Ends the worker for one answer, gives a report for the others."""
    def __init__(self, root, **_):
        pass
    def grade(self, exercise, answer, *, seed):
        if b"fatal" in answer:
            os._exit(1)
        return unjudged(exercise, answer, seed, "judged by a stand-in")
    def close(self):
        pass
'''


def test_an_answer_that_takes_every_worker_down_is_one_row(tmp_path, machines, asynclings):
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    judges = tmp_path / "src/asynclings/batch/judges"
    shutil.rmtree(judges, ignore_errors=True)
    judges.with_suffix(".py").write_text(JUDGES)
    for name in ("ada", "bob", "eve"):
        (tmp_path / "class" / name).mkdir(parents=True)
        text = "# fatal" if name == "bob" else "# fine"
        (tmp_path / "class" / name / SOLUTION.name).write_text(text)
    out = tmp_path / "graded"

    failures = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    with machines(tmp_path, tmp_path / "src", **failures) as there:
        there.add_worker("--nanny")
        answer = asynclings("check", tmp_path / "class", "--out", out, "--scheduler", there.address)

    reasons = {
        one.learner.id: one.report.exercises[0].reason.partition("\n")[0] for one in Store(out)
    }
    assert answer.returncode == 0, answer.stderr
    assert reasons["bob"].startswith("Each of the workers that tried to grade this ended")
    assert "judged by a stand-in" in (reasons["ada"], reasons["eve"])


def test_a_scheduler_that_is_not_there_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "CONNECT_WALL_SECONDS", 0.3)

    with pytest.raises(
        cluster.AsynclingsError, match=r"There is no scheduler at tcp://127\.0\.0\.1:9"
    ):
        cluster.Cluster("tcp://127.0.0.1:9", {}, required="rlimits")


@pytest.fixture
def order(kit):
    def make(**changes):
        exercise = kit.exercises[0]
        given = {
            "exercise": exercise.slug,
            "data": SOLUTION.read_bytes(),
            "seed": 1,
            "required": "rlimits",
            "kit": remote.__version__,
            "python": python_version(),
            "grader": grader_key(exercise),
            "batch": (exercise.slug,),
        }
        return remote.Order(**given | changes)

    return make


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kit": "0.0.7"}, ["has asynclings 0.1.0", "asynclings 0.0.7"]),
        ({"python": "3.99"}, ["Python 3.99", f"Python {python_version()}"]),
        ({"grader": "0123abcd"}, ["another grader", "0123abcd", "to the same commit"]),
        ({"exercise": "none_such"}, ["has no exercise none_such"]),
    ],
)
def test_a_worker_with_another_kit_refuses_and_names_both(order, changes, said):
    answer = remote.grade_there(order(**changes))

    assert list(answer) == ["refused"]
    assert all(text in answer["refused"] for text in said)
    assert answer["refused"].startswith("The worker ")
