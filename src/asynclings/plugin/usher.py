"""The hooks that lead each rule into the room and its result into the ledger."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from asynclings.errors import AsynclingsError
from asynclings.plugin.judge import Judge
from asynclings.plugin.ledger import Ledger
from asynclings.plugin.room import Lost, Room, can_fork
from asynclings.plugin.rules import (
    REASON,
    RESULT,
    blank_report,
    place_of,
    show,
    title_of,
)
from asynclings.plugin.silence import silence
from asynclings.report import Evidence, RuleResult, Verdict

if TYPE_CHECKING:
    from asynclings.rooms.workers import Workers

#: A process that judges isolated answers is replaced after as many, whatever it may have gathered.
ANSWERS_OF_ONE_PROCESS = 50

#: What a rule printed is shown up to here; endless output must not fill a pipe.
MAX_OUTPUT = 10_000

#: A report keeps so much of it.
MAX_PRINTED = 2_000


class Usher:
    """Runs the graders of one pytest session in a `Room`; keeps the ledger.

    Attributes:
        workers: Who runs the answers; None where they run in the `Room`, too.
    """

    def __init__(self, config: pytest.Config, judge: Judge, seed: int) -> None:
        self.config = config
        self.judge = judge
        self.ledger = Ledger(seed)
        self.workers: Workers | None = None
        self._items: list[pytest.Item] = []
        self._answers = 0
        self._room = Room(self._work, self._enter)
        self._reports: list[pytest.TestReport] = []

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Note which rules are expected: one that never comes in is not reached."""
        self._items = session.items
        self.expect(session.items)
        if self.workers is not None:
            try:
                self.workers.settle()
            except AsynclingsError as error:
                pytest.exit(str(error), 2)
            self.ledger.isolation = self.workers.level
        if self.judge.targets and not self._stays_here():
            # The rules run in a child, so the collections with which pytest and Python end would
            # find nothing here: a quarter of the time that the kit takes.
            gc.freeze()

    def expect(self, items: list[pytest.Item]) -> None:
        """Enter into the ledger that each of *items* is going to run."""
        for item in items:
            if target := self.judge.targets.get(item):
                self.ledger.expect(target, title_of(target.solution), self.judge.rules[item])

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> bool | None:
        """Run a rule in the room, unless there is nothing to run."""
        target = self.judge.targets.get(item)
        if target is None or self._room.inside:
            return None
        if self.ledger.reason(target.slug):
            reports = [self._passed_over(item, "not reached")]
        elif target.is_untouched():
            reports = [self._passed_over(item, "not attempted")]
        elif self._stays_here():
            return None
        else:
            reports = self._from_the_room(item)
        item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        for report in reports:
            item.ihook.pytest_runtest_logreport(report=report)
        item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_timeout_set_timer(self, item: pytest.Item) -> bool | None:
        """Set no timer around the room: the child sets its own, and the room has a limit."""
        outside = item in self.judge.targets and not self._room.inside
        return True if outside and not self._stays_here() else None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Enter a result into the ledger; inside the room, keep it for the parent."""
        if self._room.inside:
            self._reports.append(report)
            return
        value: Any
        for name, value in report.user_properties:
            if name == RESULT:
                printed = (report.capstdout + report.capstderr)[:MAX_PRINTED]
                self.ledger.enter(value["slug"], value["result"] | {"printed": printed})
            elif name == REASON:
                self.ledger.refuse(**value)

    def pytest_enter_pdb(self) -> None:
        """A person is looking: no limit holds."""
        self._room.debugging()

    def pytest_sessionfinish(self) -> None:
        """End the room's process, and what was left in it of an answer."""
        self._room.close()

    def next_answer(self) -> None:
        """Let nothing of an answer be there any more when the next one is graded."""
        self._answers += 1
        goes_on = self.workers is not None and self._answers % ANSWERS_OF_ONE_PROCESS
        if self._room.is_open and not (goes_on and self._room.run(None) is True):
            self._room.close()
            if self.workers is not None:
                self.workers.revive()

    def _stays_here(self) -> bool:
        return bool(self.config.getoption("usepdb", default=False)) or not can_fork()

    def _passed_over(self, item: pytest.Item, verdict: Verdict) -> pytest.TestReport:
        report = blank_report(item)
        result = self.judge.rules[item].result(verdict)
        self._show(report, item, result)
        return report

    def _show(self, report: pytest.TestReport, item: pytest.Item, result: RuleResult) -> None:
        says = self.judge.is_heard
        show(report, self.judge.targets[item], result, place_of(item), says=says)

    def _from_the_room(self, item: pytest.Item) -> list[pytest.TestReport]:
        target = self.judge.targets[item]
        answer = self._room.run([self._items.index(item), str(target.answer), self.ledger.seed])
        if isinstance(answer, Lost):
            result = self.judge.rules[item].result("failed", evidence=Evidence(happened=answer.why))
            report = blank_report(item)
            self._show(report, item, result)
            return [report]
        revive = self.config.hook.pytest_report_from_serializable
        return [revive(config=self.config, data=data) for data in answer]

    def _work(self, job: list[Any] | None) -> list[dict[str, Any]] | bool:
        if job is None:  # an answer is over
            return self.workers is not None and self.workers.rest()
        number, answer, self.ledger.seed = job
        item = self._items[number]
        self.judge.aim_at(Path(answer), [item])
        self._reports.clear()
        item.ihook.pytest_runtest_protocol(item=item, nextitem=None)
        for report in self._reports:
            report.sections = [(name, text[:MAX_OUTPUT]) for name, text in report.sections]
        serialize = self.config.hook.pytest_report_to_serializable
        return [serialize(config=self.config, report=report) for report in self._reports]

    def _enter(self) -> None:
        silence(self.config)
