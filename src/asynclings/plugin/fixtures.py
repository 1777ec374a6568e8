"""What a grader's test can ask for."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from asynclings.plugin.ledger import Ledger
from asynclings.scenario import Scenario
from asynclings.timeline import Timeline

#: The second latency table is shorter than the first: aiohttp rounds time-outs of 5 s and more.
SHORTEST, LONGEST = 0.3, 0.9


class Submission:
    """The answer under test, as a grader sees it: ``submission.run_both(foo, bar)``."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario

    def __getattr__(self, name: str) -> Any:
        return self._scenario.surface.name(name)

    @property
    def folder(self) -> Path:
        """A private folder for the files of this scenario."""
        return self._scenario.folder

    @property
    def sessions_opened(self) -> int:
        """How many aiohttp.ClientSession objects the answer has made."""
        return self._scenario.sessions.count

    @asynccontextmanager
    async def client_session(self, *, limit: int = 100) -> AsyncIterator[Any]:
        """An aiohttp.ClientSession, made where the answer lives.

        Args:
            limit: How many connections it may have open at once.
        """
        elsewhere = getattr(self._scenario, "client_session", None)
        if elsewhere is not None:
            async with elsewhere(limit) as session:
                yield session
            return
        import aiohttp  # costs 0.15 s, and most exercises need none

        connector = aiohttp.TCPConnector(limit=limit)
        # Without the 300 s of aiohttp, a request that cannot end is a deadlock, seen at once.
        endless = aiohttp.ClientTimeout()
        async with aiohttp.ClientSession(connector=connector, timeout=endless) as session:
            yield session


class Pace:
    """Stretches the seconds of a latency table, so that tuned answers fall out."""

    factor = 1.0

    def __call__(self, *seconds: float) -> Any:
        """Return *seconds* at this pace: one number for one, else a tuple."""
        paced = tuple(round(one * self.factor, 6) for one in seconds)
        return paced[0] if len(paced) == 1 else paced


class DrawnPace(Pace):
    """A pace drawn from the seed of *ledger*, which is another one for each report."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    @property
    def factor(self) -> float:  # type: ignore[override]  # drawn when it is asked for
        """By what the seconds are stretched."""
        drawn = random.Random(self._ledger.seed)  # noqa: S311 - no secret
        return round(drawn.uniform(SHORTEST, LONGEST), 3)


@pytest.fixture
def scenario(request: pytest.FixtureRequest) -> Scenario:
    """What is watched while the rule runs; for the other fixtures."""
    judge = request.config.pluginmanager.get_plugin("asynclings-judge")
    running: Scenario | None = judge.scenario if judge else None
    if running is None:
        pytest.fail("this fixture is for the tests in graders/", pytrace=False)
    return running


@pytest.fixture
def submission(scenario: Scenario) -> Submission:
    """The answer under test, loaded afresh for every rule."""
    scenario.surface  # noqa: B018 - loads the answer, so that a broken file stops here
    return Submission(scenario)


@pytest.fixture
def timeline(scenario: Scenario) -> Timeline:
    """What happened, and when, in virtual seconds."""
    return scenario.timeline


@pytest.fixture
async def web() -> AsyncIterator[Any]:
    """A real HTTP server in the same loop; see `asynclings.probes.Web`."""
    from asynclings.probes import Web  # brings aiohttp, which most exercises need not

    async with Web() as server:
        yield server


def parametrize(metafunc: pytest.Metafunc, ledger: Ledger) -> None:
    """Run a test that asks for `pace` twice, with two latency tables."""
    if "pace" in metafunc.fixturenames:
        drawn = DrawnPace(ledger)
        ids = ("as written", f"times {drawn.factor}, seed {ledger.seed}")
        metafunc.parametrize("pace", [Pace(), drawn], ids=ids)


__all__ = ["Pace", "Submission", "parametrize", "scenario", "submission", "timeline", "web"]
