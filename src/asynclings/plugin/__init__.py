"""pytest runs the graders; this plugin gives them the answer, the clock, the verdict.

Each hook is one call into the kit. Tests outside ``graders/`` are left alone, except
that async ones run on the virtual clock too.
"""

from __future__ import annotations

import functools
import gc
import os
import random
import sys
from pathlib import Path
from typing import Any

import pytest

from asynclings import clock
from asynclings.plugin.fixtures import (
    parametrize,
    scenario,
    submission,
    timeline,
    web,
)
from asynclings.plugin.judge import Judge
from asynclings.plugin.target import target_of
from asynclings.plugin.usher import Usher

__all__ = ["scenario", "submission", "timeline", "web"]

#: Pythons on which all of the clock's tests have run; on any other it tests itself first.
TRIED = ((3, 11), (3, 12), (3, 13))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--answers`` and ``--seed``."""
    group = parser.getgroup("asynclings")
    group.addoption(
        "--answers",
        type=Path,
        metavar="PATH",
        help="what to grade: a tree like exercises/ (the default), or one file",
    )
    group.addoption(
        "--seed",
        type=int,
        metavar="N",
        help="draws the second latency table of each timing rule (default: a new one each run)",
    )
    group.addoption(
        "--isolated", action="store_true", help="run the answers in a room of their own"
    )
    group.addoption(
        "--require-isolation",
        metavar="LEVEL",
        choices=("rlimits", "landlock", "bubblewrap"),
        default="rlimits",
        help="with --isolated: refuse to grade with less than rlimits, landlock or bubblewrap",
    )
    group.addoption("--room", metavar="LEVEL", help="with --isolated: this level, for tests of it")


def pytest_configure(config: pytest.Config) -> None:
    """Put the clock in place before any answer can import `time`."""
    gc.unfreeze()  # what an earlier session in this process has left; see `usher`
    clock.install()
    if sys.version_info[:2] not in TRIED:
        clock.selftest()
    # No answer may bring in a loop whose time the graders cannot see.
    sys.modules.setdefault("uvloop", None)  # type: ignore[arg-type]  # how to refuse an import
    # `python -m pytest` puts the checkout on the path, with the solutions in it.
    sys.path[:] = [p for p in sys.path if p and Path(p) != config.rootpath]
    config.addinivalue_line("markers", "points(n): what the rule is worth (1 unless said)")
    config.addinivalue_line("markers", "allows(name): the answer may block the loop with that")
    seed = config.getoption("--seed")
    if seed is None:
        seed = random.SystemRandom().randrange(1, 10_000)
    answers: Path | None = config.getoption("--answers")
    if answers is not None:
        # Not resolve(): a link that leads to itself would be this process's error.
        answers = Path(os.path.abspath(config.invocation_params.dir / answers))  # noqa: PTH100
    judge = Judge(answers)
    config.pluginmanager.register(judge, "asynclings-judge")
    usher = Usher(config, judge, seed)
    if config.getoption("--isolated"):
        required, chosen = config.getoption("--require-isolation"), config.getoption("--room")
        workers = isolate(judge, required, chosen)
        usher.workers = workers
        config.add_cleanup(workers.close)
    config.pluginmanager.register(usher, "asynclings-usher")


def isolate(judge: Judge, required: Any, chosen: Any = None) -> Any:
    """Have *judge* run the answers in another process; return who starts it."""
    from asynclings.rooms.isolated import IsolatedScenario
    from asynclings.rooms.levels import hopeful
    from asynclings.rooms.workers import RULE_WALL_SECONDS, Workers

    workers = Workers(*([chosen] if chosen else hopeful(required)))
    workers.prepare()  # it has the time that pytest needs to read the graders
    judge.limit_wall_seconds = RULE_WALL_SECONDS + 1  # the room's own limit comes first
    judge.new_scenario = functools.partial(IsolatedScenario, workers=workers)
    return workers


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each timing rule with two latency tables."""
    if target_of(metafunc.definition.path, None):
        parametrize(metafunc, usher_of(metafunc.config).ledger)


def pytest_asyncio_loop_factories(config: pytest.Config, item: pytest.Item) -> dict[str, Any]:
    """Run every async test on the virtual clock; *item* stands for all its runs."""
    del item
    return {"virtual": usher_of(config).judge.new_loop}


def pytest_report_header(config: pytest.Config) -> str:
    """Say which latency tables are drawn, so that a run can be repeated."""
    return f"asynclings: --seed {usher_of(config).ledger.seed}"


def usher_of(config: pytest.Config) -> Usher:
    """Return the usher of this run; it has the ledger and the judge."""
    usher: Usher = config.pluginmanager.get_plugin("asynclings-usher")  # type: ignore[assignment]
    return usher
