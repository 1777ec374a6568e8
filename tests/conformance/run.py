"""Run asyncio's own tests on the virtual loop, and hold the list of those left out to account.

    python -P tests/conformance/run.py                     all of them
    python -P tests/conformance/run.py --modules test_tasks,test_queues

The interpreter must have its own tests installed (`test.test_asyncio`); many packagers
leave them out. Each module runs in a process of its own, where every loop that asyncio
makes is a VirtualLoop. `left_out.toml` says what is left out and why; a test that is on
the list and passes, or that this Python does not have, is reported as well.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import fnmatch
import importlib.util
import json
import os
import pkgutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent

#: A module that takes longer than this hangs; the slowest takes a tenth of it.
LIMIT_WALL_SECONDS = 300

#: Of a failure, so much is shown: the error, and the lines that led to it.
LINES_SHOWN = 15


@dataclass(frozen=True, slots=True)
class Ran:
    """What became of the tests of one module.

    Attributes:
        loop_runs: How often a VirtualLoop ran.
        tests: ``passed``, ``skipped`` or a traceback, by ``module.Class.method``.
    """

    loop_runs: int
    tests: dict[str, str]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Some tests that are left out: a pattern of their names, and why."""

    tests: str
    because: str
    since: str = "3.11"

    @property
    def applies(self) -> bool:
        """Whether this Python is new enough to have them."""
        return sys.version_info >= tuple(map(int, self.since.split(".")))

    def covers(self, test: str) -> bool:
        """Tell whether *test* is one of them."""
        return fnmatch.fnmatchcase(test, self.tests)


@dataclass(frozen=True, slots=True)
class Exceptions:
    """What `left_out.toml` says: whole modules by name, and single tests."""

    modules: Mapping[str, str]
    tests: Sequence[LeftOut]

    @classmethod
    def read(cls, path: Path = HERE / "left_out.toml") -> Exceptions:
        """Return what the file at *path* says of this Python."""
        data = tomllib.loads(path.read_text("utf-8"))
        tests = [LeftOut(**entry) for entry in data["tests"]]
        return cls(data["modules"], [each for each in tests if each.applies])

    def of(self, module: str) -> list[LeftOut]:
        """Return those of *module*."""
        return [each for each in self.tests if each.tests.partition(".")[0] == module]


@dataclass(slots=True)
class Verdict:
    """What became of everything.

    Attributes:
        counts: Tests that ``passed``, were ``skipped``, ``left out`` or ``failed``.
        failures: Tracebacks by test.
        unjust: What is wrong with the list of exceptions.
    """

    counts: Counter[str] = field(default_factory=Counter)
    failures: dict[str, str] = field(default_factory=dict)
    unjust: list[str] = field(default_factory=list)

    def judge(self, module: str, ran: Ran, exceptions: Exceptions) -> None:
        """Enter what became of *module*."""
        if module in exceptions.modules:
            if ran.loop_runs:
                self.unjust.append(f"{module} runs a loop, so it need not be left out")
            return
        mine = exceptions.of(module)
        for test, outcome in ran.tests.items():
            known = outcome in ("passed", "skipped")
            excused = any(each.covers(test) for each in mine)
            self.counts[outcome if known else "left out" if excused else "failed"] += 1
            if not known and not excused:
                self.failures[test] = outcome
        for each in mine:
            outcomes = [ran.tests[test] for test in ran.tests if each.covers(test)]
            if not outcomes:
                self.unjust.append(f"{each.tests} does not exist in this Python")
            elif all(outcome == "passed" for outcome in outcomes):
                self.unjust.append(f"{each.tests} passes, so it need not be left out")


def modules() -> list[str]:
    """Return the names of the test modules that this Python has; none without its tests."""
    try:
        spec = importlib.util.find_spec("test.test_asyncio")
    except ModuleNotFoundError:
        spec = None
    folders = spec.submodule_search_locations if spec else None
    names = (each.name for each in pkgutil.iter_modules(folders or []))
    return sorted(name for name in names if name.startswith("test_"))


def run_module(module: str) -> Ran:
    """Run *module* in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        outcomes = Path(folder) / "outcomes.json"
        command = [sys.executable, "-P", str(HERE / "child.py"), module, str(outcomes)]
        try:
            done = subprocess.run(
                command,
                cwd=folder,
                env=os.environ | {"PYTHONWARNINGS": ""},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=LIMIT_WALL_SECONDS,
                check=False,
            )
            output = done.stdout
        except subprocess.TimeoutExpired as error:
            output = (error.stdout or b"") + b"\nit hangs"
        if outcomes.exists():
            return Ran(**json.loads(outcomes.read_text("utf-8")))
        return Ran(0, {f"{module}.(all of it)": output.decode(errors="replace")})


def run(chosen: Sequence[str], exceptions: Exceptions, jobs: int) -> Verdict:
    """Run the *chosen* modules, *jobs* at a time; say and return what became of them."""
    verdict = Verdict()
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for module, ran in zip(chosen, pool.map(run_module, chosen), strict=True):
            verdict.judge(module, ran, exceptions)
            why = exceptions.modules.get(module, "")
            say(f"{module}: " + (f"left out, it {why}" if why else f"{len(ran.tests)} tests"))
    return verdict


def say(line: str) -> None:
    """Print at once: a module may take half a minute."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--modules", default="", help="like test_tasks,test_queues; else all")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="modules at a time")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what is asked for; return 1 if a test failed, or the list of exceptions is wrong."""
    options, existing = parse(arguments), modules()
    if not existing:
        say(f"{sys.executable} has no test.test_asyncio: its packager left it out.")
        return 0
    exceptions = Exceptions.read()
    chosen = options.modules.split(",") if options.modules else existing
    verdict = run(chosen, exceptions, options.jobs)
    unknown = [name for name in exceptions.modules if name not in existing]
    verdict.unjust += [f"{name} does not exist in this Python" for name in unknown]
    for test, traceback in verdict.failures.items():
        say(f"\nFAILED {test}\n" + "\n".join(traceback.strip().splitlines()[-LINES_SHOWN:]))
    for line in verdict.unjust:
        say(f"\nleft_out.toml: {line}")
    say("\n" + ", ".join(f"{count} {what}" for what, count in sorted(verdict.counts.items())))
    return 1 if verdict.failures or verdict.unjust else 0


if __name__ == "__main__":
    sys.exit(main())
