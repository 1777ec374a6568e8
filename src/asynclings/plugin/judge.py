"""The hooks around one rule, in the process in which it runs."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from asynclings.clock import VirtualLoop
from asynclings.errors import ClockError, GraderError, SubmissionError
from asynclings.plugin.rules import place_of, read_rule, refuse, show
from asynclings.plugin.target import Target, rule_of, target_of
from asynclings.plugin.verdicts import LawBrokenError, Rule, judge
from asynclings.scenario import Scenario
from asynclings.submission import said, where_in
from asynclings.timeline import Timeline

#: Real time for one rule; honest code under a heavy load stayed below 0.4 s.
RULE_LIMIT_WALL_SECONDS = 5.0


class Judge:
    """Runs a grader's test as a scenario and says what its verdict is.

    Attributes:
        targets: Which answer each test is about.
        rules: What each test checks.
        scenario: The one that runs now.
        is_heard: Whether pytest shows somebody what it is told of a failure.
        limit_wall_seconds: Real time for one rule.
        new_scenario: Makes one, given the answer, the solution and the rule's id.
    """

    def __init__(self, answers: Path | None) -> None:
        self.answers = answers
        self.targets: dict[pytest.Item, Target] = {}
        self.rules: dict[pytest.Item, Rule] = {}
        self.scenario: Scenario | None = None
        self.is_heard = True
        self.limit_wall_seconds = RULE_LIMIT_WALL_SECONDS
        self.new_scenario: Callable[[Path, Path, str], Scenario] = Scenario

    def aim_at(self, answer: Path, items: list[pytest.Item]) -> None:
        """Have *items*, which were collected already, grade *answer*, one file."""
        for item in items:
            self.targets[item] = replace(self.targets[item], answer=answer)

    def new_loop(self) -> VirtualLoop:
        """Return a loop for the next async test."""
        return self.scenario.new_loop() if self.scenario else VirtualLoop()

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Learn what is going to be graded; put the watch around each test."""
        for item in items:
            target = target_of(item.path, self.answers)
            if target is None or not isinstance(item, pytest.Function):
                continue
            self.targets[item] = target
            self.rules[item] = read_rule(item)
            item.add_marker(pytest.mark.timeout(self.limit_wall_seconds))
            # A warning is evidence here, not an error of the grader.
            item.add_marker(pytest.mark.filterwarnings("default"))
            item.obj = self._watched(item.obj)
            # The report shows our own text; pytest's traceback would cost ten times the rule.
            item.repr_failure = _no_traceback  # type: ignore[method-assign]

    def _watched(self, test: Any) -> Any:
        if inspect.iscoroutinefunction(test):

            @functools.wraps(test)
            async def guarded(**kwargs: Any) -> None:
                await self._running().run_async(test, **kwargs)
                self._check_laws()

            return guarded

        @functools.wraps(test)
        def plain(**kwargs: Any) -> None:
            self._running().run_sync(test, **kwargs)
            self._check_laws()

        return plain

    def _running(self) -> Scenario:
        if self.scenario is None:
            raise GraderError("a rule runs outside its scenario")
        return self.scenario

    def _check_laws(self) -> None:
        if broken := self._running().broken():
            raise LawBrokenError(broken)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Make the scenario before any fixture asks for it."""
        target = self.targets.get(item)
        if target is not None:
            self.scenario = self.new_scenario(target.answer, target.solution, rule_of(item))
            for mark in item.iter_markers("allows"):
                self.scenario.watch.allow(mark.args[0])
            if "submission" in getattr(item, "fixturenames", ()):
                self.scenario.begin()
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self) -> Generator[None, Any, Any]:
        """Keep an answer's KeyboardInterrupt from ending the whole session."""
        try:
            return (yield)
        except KeyboardInterrupt as error:
            if self.scenario is None or not where_in(self.scenario.path, error):
                raise
            raise pytest.fail.Exception("the answer raised KeyboardInterrupt") from error

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self) -> Generator[None, Any, Any]:
        """Close the scenario; a clock that can go no further has said so already."""
        try:
            return (yield)
        except ClockError:
            return None
        finally:
            if self.scenario is not None:
                self.scenario.close()
                self.scenario = None

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Attach the rule's result to the phase that decides it."""
        report = yield
        failed_early = call.when == "setup" and call.excinfo is not None
        if item not in self.targets or not (call.when == "call" or failed_early):
            return report
        if printed := self._running().printed():
            report.sections.append(("Captured stdout call", printed))
        error = call.excinfo.value if call.excinfo else None
        target = self.targets[item]
        try:
            result = judge(self.rules[item], self._running(), error)
        except SubmissionError as refused:
            refuse(report, target, refused)
        else:
            show(report, target, result, place_of(item), says=self.is_heard)
        return report

    @pytest.hookimpl(tryfirst=True)
    def pytest_assertrepr_compare(self, op: str, left: object, right: object) -> list[str] | None:
        """Keep both sides of a comparison that failed, for the evidence."""
        if self.scenario is None or op != "==":
            return None
        self.scenario.happened, self.scenario.expected = left, right
        return ["the timelines differ"] if isinstance(left, Timeline) else None


def _no_traceback(excinfo: pytest.ExceptionInfo[BaseException], **_: object) -> str:
    return said(excinfo.value)
