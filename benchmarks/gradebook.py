"""How long a gradebook takes, and how much memory, for the largest class that it is made for."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from measure import ROOT, Measure, with_bytecode

LEARNERS = 2000


def gradebook_measures() -> Iterator[Measure]:
    """Measure the gradebook of 2,000 learners who handed in every exercise, in a process each."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, __file__, folder],
            cwd=ROOT,
            capture_output=True,
            check=True,
            env=with_bytecode(),
        )
        page = Path(folder, "gradebook.html").stat().st_size / 2**20
    said = json.loads(done.stdout)
    of = f"{LEARNERS} x {said['exercises']} answers"
    yield Measure(f"gradebook of {of}", said["cpu_seconds"], "s of CPU")
    yield Measure(f"peak memory, gradebook of {of}", said["peak"], "MiB", most=300)
    yield Measure(f"gradebook.html of {of}", page, "MiB", most=5)


def main(out: Path) -> None:
    """Write a gradebook into *out*, say what it took."""
    import resource
    import time

    from asynclings import catalog
    from asynclings.batch.gradebook import write
    from asynclings.batch.policy import read_policy
    from asynclings.batch.records import Graded, Learner

    kit = catalog.load(ROOT)
    learners = [Learner(f"s{number:05}", f"Learner {number}") for number in range(LEARNERS)]
    at = datetime(2026, 10, 16, tzinfo=UTC)

    def results() -> Iterator[Graded]:
        for place, learner in enumerate(learners):
            for number, exercise in enumerate(kit.exercises):
                made = report(exercise.slug, failed=(place + number) % 3 == 0)
                yield Graded("key", learner, exercise.slug, "a.py", made, at, at)

    write(out, results, learners, kit, read_policy(None, kit))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    said = {
        "exercises": len(kit.exercises),
        "cpu_seconds": time.process_time(),
        "peak": peak,
    }
    sys.stdout.write(json.dumps(said))


def report(slug: str, *, failed: bool) -> object:
    """Return a report with seven rules, of which two share a cause when it *failed*."""
    from asynclings.report import Evidence, ExerciseResult, Finding, Report, RuleResult, verdict_of

    spans = [
        {"kind": "call", "name": f"call {n}", "start": n, "end": n + 1.0, "outcome": "returned"}
        | {"where": "a.py:3"}
        for n in range(8)
    ]
    cause = Finding("sequential-awaits", "No two calls were in flight together.", "", "Start all.")
    wrong = {
        "evidence": Evidence("run(a, b)", "1 s", "8 s", "a.py:3"),
        "findings": (cause,),
        "expected": tuple({**span, "start": 0.0, "end": 1.0} for span in spans),
        "virtual_seconds": 8.0,
    }
    rules = tuple(
        RuleResult(
            f"rule_{n}",
            f"rule {n}",
            "failed" if failed and n < 2 else "passed",
            points=float(not failed or n >= 2),
            timeline=tuple(spans),
            **(wrong if failed and n < 2 else {}),
        )
        for n in range(7)
    )
    result = ExerciseResult(slug, "chapter", slug, "a.py", verdict_of(rules), rules)
    return Report("0", "3", 7, (result,))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
