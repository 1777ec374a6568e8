"""Run one module of asyncio's tests, with a VirtualLoop for every loop that asyncio makes.

python -P child.py test_tasks outcomes.json
"""

from __future__ import annotations

import asyncio
import json
import os
import queue
import signal
import sys
import threading
import unittest
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2] / "src"))

from asynclings.clock import VirtualLoop, frames, install

#: A test that takes longer than this hangs.
LIMIT_WALL_SECONDS = 20

#: Some tests wait for hours, some for a day.
CAP_SECONDS = 1e7


class PlainLoop(VirtualLoop):
    """A VirtualLoop that is made like any other loop: its selector is its own affair."""

    runs = 0

    def __init__(self, selector: object = None) -> None:
        super().__init__(cap_seconds=CAP_SECONDS)

    def run_forever(self) -> None:
        """Run; count it, to know which modules need a loop at all."""
        PlainLoop.runs += 1
        super().run_forever()


class Watch(threading.Thread):
    """Interrupts a test that hangs; a signal of its own, for the tests use most others."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._events: queue.SimpleQueue[None] = queue.SimpleQueue()
        signal.signal(signal.SIGUSR2, self._interrupt)
        self.start()

    def begin(self) -> None:
        """Begin to count."""
        self._events.put(None)

    end = begin

    def run(self) -> None:
        """Wait for a begin; then for its end, but not for ever."""
        main = threading.main_thread().ident or 0
        while True:
            self._events.get()
            while True:
                try:
                    self._events.get(timeout=LIMIT_WALL_SECONDS)
                    break
                except queue.Empty:
                    signal.pthread_kill(main, signal.SIGUSR2)

    def _interrupt(self, *_: object) -> None:
        raise TimeoutError(f"the test still runs after {LIMIT_WALL_SECONDS} real seconds")


class Outcomes(unittest.TestResult):
    """Notes what becomes of each test."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._watch = Watch()

    def startTest(self, test: unittest.TestCase) -> None:
        """Assume the best."""
        super().startTest(test)
        self.found[name(test)] = "passed"
        self._watch.begin()

    def stopTest(self, test: unittest.TestCase) -> None:
        """Stop the watch."""
        self._watch.end()
        super().stopTest(test)

    def addSkip(self, test: unittest.TestCase, reason: str) -> None:
        """Note that it was skipped."""
        super().addSkip(test, reason)
        self.found[name(test)] = "skipped"

    def addFailure(self, test: unittest.TestCase, error: Any) -> None:
        """Note that it failed."""
        super().addFailure(test, error)
        self.found[name(test)] = self.failures[-1][1]

    def addError(self, test: unittest.TestCase, error: Any) -> None:
        """Note that it went wrong."""
        super().addError(test, error)
        self.found[name(test)] = self.errors[-1][1]

    def addSubTest(self, test: unittest.TestCase, subtest: unittest.TestCase, error: Any) -> None:
        """Note that a part of it went wrong."""
        super().addSubTest(test, subtest, error)
        if error is not None:
            self.found[name(test)] = (self.failures + self.errors)[-1][1]

    def addUnexpectedSuccess(self, test: unittest.TestCase) -> None:
        """Note that it passed against all expectations."""
        super().addUnexpectedSuccess(test)
        self.found[name(test)] = "unexpected success"


def name(test: unittest.TestCase) -> str:
    """Return what *test* is called: ``test_tasks.TimeoutTests.test_it``."""
    return test.id().removeprefix("test.test_asyncio.")


def take_tests_for_users() -> None:
    """Make threads that a test starts jobs of the clock, though tests lie in the library."""
    frames._PACKAGES += (f"{os.sep}test{os.sep}test_asyncio{os.sep}",)


def replace_loops() -> None:
    """Make every way to a loop lead to a PlainLoop."""
    asyncio.SelectorEventLoop = asyncio.EventLoop = PlainLoop  # the second is new in 3.13
    policy: Any = type(asyncio.get_event_loop_policy())
    policy._loop_factory = PlainLoop


def survive_alarms() -> None:
    """Let a timer that a failed test has left behind do no harm."""
    real = signal.signal

    def gently(number: int, handler: Any) -> Any:
        if number == signal.SIGALRM and handler == signal.SIG_DFL:
            handler = signal.SIG_IGN
        return real(number, handler)

    signal.signal = gently


def main(module: str, path: str) -> None:
    """Run *module*, write the outcomes to *path*."""
    install()
    take_tests_for_users()
    replace_loops()
    survive_alarms()
    outcomes = Outcomes()
    try:
        suite = unittest.defaultTestLoader.loadTestsFromName(f"test.test_asyncio.{module}")
    except unittest.SkipTest:  # a module of another system
        suite = unittest.TestSuite()
    suite.run(outcomes)
    found = {"loop_runs": PlainLoop.runs, "tests": outcomes.found}
    Path(path).write_text(json.dumps(found), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
