"""A class graded in locked rooms: how fast, beside check50, in how much memory, how safely."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import venv
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import psutil
from measure import ROOT, Measure, with_bytecode

NAME = "01_first_await.py"
PLACE = Path("01_coroutines", "01_first_await")

#: How many submissions are graded; a part of them is enough to know how fast check50 is.
SUBMISSIONS, BY_CHECK50 = 200, 40

#: Of check50, as it came from PyPI.
CHECK50 = "check50==3.5.0"

#: How often a batch is killed.
KILLS = 50

MANY = 10_000


def class_measures(kills: int = KILLS) -> Iterator[Measure]:
    """Measure `check` as an instructor runs it, from the command to the gradebook."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        submissions = hand_in(place / "class", SUBMISSIONS)
        few = peak_memory(hand_in(place / "few", SUBMISSIONS // 5), place / "few-graded")
        peak = peak_memory(submissions, place / "watched")
        begun = time.perf_counter()
        finish(check(submissions, place / "graded"))
        seconds = time.perf_counter() - begun
        rate = SUBMISSIONS / seconds
        detail = f"{SUBMISSIONS} in {seconds:.1f} s, from the command to the gradebook"
        yield Measure("a class, isolated: answers a second", rate, "/s", least=20, detail=detail)
        detail = f"all processes together; {few:.0f} MiB with {SUBMISSIONS // 5} submissions"
        yield Measure("a class, isolated: memory", peak, "MiB", most=300, detail=detail)
        yield from _beside_check50(place, rate)
        yield from _killed(place, submissions, kills)
    yield from _simulated()


def hand_in(folder: Path, count: int) -> Path:
    """Return *folder* with *count* learners' answers to one exercise, right and wrong ones."""
    answers = [ROOT / "solutions" / PLACE.with_suffix(".py")]
    for tree in ("right_answers", "wrong_answers"):
        answers += sorted((ROOT / "tests" / tree / PLACE).glob("*.py"))
    for number in range(count):
        place = folder / f"learner-{number:05}"
        place.mkdir(parents=True)
        shutil.copy(answers[number % len(answers)], place / NAME)
    return folder


def check(submissions: Path, out: Path) -> subprocess.Popen[str]:
    """Start to grade *submissions*."""
    return subprocess.Popen(
        [
            sys.executable,
            "-P",
            "-m",
            "asynclings",
            "check",
            submissions,
            f"--out={out}",
            "--json=-",
        ],
        env=with_bytecode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> None:
    """Wait until *process* has graded everything."""
    said, errors = process.communicate()
    assert process.returncode == 0, errors
    assert json.loads(said)["verdicts"].get("grader error", 0) == 0


def peak_memory(submissions: Path, out: Path) -> float:
    """Grade *submissions*; return the most memory that was in use, in MiB."""
    process = check(submissions, out)
    peaks = [0.0]
    watching = threading.Thread(target=_watch, args=(process, peaks))
    watching.start()
    finish(process)
    watching.join()
    return peaks[0]


def _watch(process: subprocess.Popen[str], peaks: list[float]) -> None:
    """Keep in *peaks* the most that *process* and all it starts have in memory, shared once."""
    while process.poll() is None:
        with suppress(psutil.NoSuchProcess):
            whole = psutil.Process(process.pid)
            total = 0
            for one in [whole, *whole.children(recursive=True)]:
                with suppress(psutil.Error, OSError):
                    total += one.memory_full_info().pss
            peaks[0] = max(peaks[0], total / 2**20)
        time.sleep(0.2)


def _beside_check50(place: Path, rate: float) -> Iterator[Measure]:
    """Compare *rate* with check50 on the same exercise, two answers at a time."""
    program = place / "check50" / "bin" / "check50"
    venv.create(place / "check50", with_pip=True)
    pip = [program.with_name("pip"), "install", "--quiet", "--disable-pip-version-check", CHECK50]
    installed = subprocess.run(pip, capture_output=True, text=True, check=False)
    if installed.returncode:
        sys.stderr.write(f"check50 was left out: {installed.stderr.strip()[-300:]}\n")
        return
    submissions = hand_in(place / "class50", BY_CHECK50)
    env = os.environ | {"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}
    words = [program, "--dev", ROOT / "benchmarks" / "check50", "-o", "json"]

    def one(folder: Path) -> bool:
        file = folder / "result.json"
        to_file = [*words, "--output-file", file]
        subprocess.run(to_file, cwd=folder, env=env, capture_output=True, check=False)
        return all(check["passed"] for check in json.loads(file.read_bytes())["results"])

    begun = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        passed = sum(pool.map(one, sorted(submissions.iterdir())))
    theirs = BY_CHECK50 / (time.perf_counter() - begun)
    detail = f"{rate:.1f} against {theirs:.1f} a second; it lets {passed} of {BY_CHECK50} pass"
    yield Measure("a class, isolated: to check50", rate / theirs, "x", least=5, detail=detail)


def _killed(place: Path, submissions: Path, kills: int) -> Iterator[Measure]:
    """Kill a batch at random moments; count what was there before and is not afterwards."""
    out, moments, lost = place / "killed", random.Random(1), 0  # noqa: S311 - no secrets
    interrupted = 0
    for _ in range(kills):
        before = results(out)
        if len(before) >= SUBMISSIONS:
            shutil.rmtree(out)
            before = {}
        wanted = len(before) + moments.randint(0, 12)
        process = check(submissions, out)
        while process.poll() is None and len(results(out)) < min(wanted, SUBMISSIONS):
            time.sleep(0.002)
        time.sleep(moments.random() / 10)
        before = results(out)
        interrupted += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.communicate()
        after = results(out)
        lost += sum(after.get(file) != content for file, content in before.items())
    process = check(submissions, out)
    said, _ = process.communicate()
    lost += SUBMISSIONS - len(json.loads(said)["results"])
    detail = f"killed {interrupted} times in the middle of {SUBMISSIONS}"
    yield Measure("a class, killed: results lost", lost, "results", most=0, detail=detail)


def results(out: Path) -> dict[Path, bytes]:
    """Return all results in *out* that are there, with their content."""
    return {file: file.read_bytes() for file in out.glob("results/*/[!.]*.json")}


#: Grades so many submissions where each is judged at once, and says what memory that took.
SIMULATED = """
import resource, sys, tempfile
from concurrent.futures import Future
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from asynclings import catalog
from asynclings.batch import books
from asynclings.batch.engine import Engine
from asynclings.batch.index import Index
from asynclings.batch.records import Learner, Submission
from asynclings.batch.roster import enrol
from asynclings.batch.store import Store
from asynclings.report import ExerciseResult, Report, RuleResult

class AtOnce:
    window = 4
    def submit(self, exercise, data, *, seed):
        rules = tuple(RuleResult(f"rule_{n}", f"rule {n}", "passed", points=1.0) for n in range(4))
        result = ExerciseResult(exercise.slug, "c", "t", "p", "passed", rules)
        future = Future()
        future.set_result(Report("0.1.0", "3.11.7", seed, (result,), "bubblewrap"))
        return future

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

count, kit = int(sys.argv[1]), catalog.load(Path(sys.argv[2]))
exercise = kit.exercises[0]
class Source:
    def __init__(self, number):
        self.number = number
    def read(self):
        return f"# {self.number}\\n".encode() * 50
submissions = tuple(
    Submission(Learner(f"learner-{n:05}"), exercise.slug, Source(n), f"{n}.py", datetime.now(UTC))
    for n in range(count)
)
with tempfile.TemporaryDirectory() as folder:
    store = Store(Path(folder))
    before = peak()
    with closing(Index(store)) as index:
        engine = Engine(store, index, kit.exercises, seed=1, required="rlimits")
        assert sum(1 for _ in engine.run(submissions, AtOnce())) == count
    graded = peak()
    enrol(Path(folder), (one.learner for one in submissions))
    books.write_books(store, kit, books.policy_of(Path(folder), None, kit))
    print(before, graded, peak())
"""


def _simulated() -> Iterator[Measure]:
    """Measure what memory more submissions take, where nothing but the batch itself is in it."""
    few, many = (_peaks(count) for count in (MANY // 2, MANY))
    grading = (many[1] - many[0]) - (few[1] - few[0])
    detail = f"{MANY:,} against {MANY // 2:,} submissions, each judged at once"
    yield Measure("more memory for more submissions", grading, "MiB", most=2, detail=detail)
    detail = f"{many[2]:.0f} MiB at its peak, with the gradebook of {MANY:,} learners"
    yield Measure("a simulated batch: memory", many[2], "MiB", most=300, detail=detail)


def _peaks(count: int) -> Sequence[float]:
    done = subprocess.run(
        [sys.executable, "-P", "-c", SIMULATED, str(count), ROOT],
        env=with_bytecode(),
        capture_output=True,
        text=True,
        check=True,
    )
    return [float(one) for one in done.stdout.split()]


if __name__ == "__main__":
    for measure in class_measures(int(sys.argv[1]) if len(sys.argv) > 1 else KILLS):
        sys.stdout.write(f"{measure.name}: {measure.shown()}, {measure.bound()}\n")
        sys.stdout.flush()
