"""A rule that runs in the zygote itself, so that every worker finds the kit's own code warm.

Python makes code faster while it runs, and fills caches; a worker that is the copy of a
process in which nothing has run does all of that again, and copies the memory for it. So
before many answers are graded, one of the kit's own is.
"""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asynclings.rooms.isolated import IsolatedScenario
from asynclings.rooms.wire import RoomLostError, Wire

if TYPE_CHECKING:
    from asynclings.rooms.workers import Workers

#: Tasks, a wait, an error, a result: what nearly every answer has. No threads: the zygote forks.
ANSWER = """\
import asyncio


async def both(first, second):
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(each()) for each in (first, second)]
    return [task.result() for task in tasks]


async def fails():
    await asyncio.sleep(1)
    raise LookupError("on purpose")
"""

SOLUTION = "async def both(first, second): ...\nasync def fails(): ...\n"

#: Python makes code faster that has run a few times.
TIMES = 3


def rehearse(workers: Workers) -> None:
    """Run a rule with `ANSWER` in the zygote of *workers*; where that fails, they stay cold."""
    with tempfile.TemporaryDirectory(prefix="asynclings-") as folder:
        answer, solution = Path(folder, "answer.py"), Path(folder, "solution.py")
        answer.write_text(ANSWER, encoding="utf-8")
        solution.write_text(SOLUTION, encoding="utf-8")
        stage: Any = _Stage(workers)
        try:
            for _ in range(TIMES):
                _run(IsolatedScenario(answer, solution, "rehearsal", stage))
        except RoomLostError:
            workers.close()
            workers.settle()
        finally:
            stage.retire()


def _run(scenario: IsolatedScenario) -> None:
    try:
        with asyncio.Runner(loop_factory=scenario.new_loop) as runner:
            runner.run(scenario.run_async(_rule, submission=scenario.surface))
    finally:
        scenario.close()


class _Stage:
    """Stands in for `Workers`: the line leads to the zygote."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self.has_lost_one = False
        self._line: Wire | None = None

    def start(self, source: str, libraries: tuple[str, ...]) -> Wire:
        del source, libraries
        self._line = self._line or self._workers.enter()
        return self._line

    def keep(self, source: str, line: Wire) -> None:
        del source
        line.receive()  # it has forgotten the rule

    def retire(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


async def _rule(submission: Any) -> None:
    async def nap() -> str:
        await asyncio.sleep(1)
        return "rested"

    await submission.name("both")(nap, nap)
    with contextlib.suppress(LookupError):
        await submission.name("fails")()
