"""The most memory that grading takes."""

import subprocess
import sys
from collections.abc import Iterator

from measure import ROOT, Measure, with_bytecode

#: Runs pytest on one grader as a child, then says the most that it or its child had resident.
SCRIPT = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-P", "-m", "pytest", "-q", "--answers", "solutions", sys.argv[1]],
               capture_output=True, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""

PLAIN = "graders/01_coroutines/test_01_first_await.py"
HTTP = "graders/03_http_client/test_01_fetch_json.py"


def memory_measures() -> Iterator[Measure]:
    """Measure the peak of grading one exercise, in MiB."""
    for name, grader in (("no HTTP", PLAIN), ("HTTP", HTTP)):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, grader],
            cwd=ROOT,
            capture_output=True,
            check=True,
            env=with_bytecode(),
        )
        yield Measure(f"peak memory, one exercise, {name}", int(done.stdout) / 1024, "MiB", most=60)
