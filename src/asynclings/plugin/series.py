"""Answers graded one after the other in one pytest session, which read the graders once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from asynclings.clock.real import REAL
from asynclings.plugin.usher import Usher
from asynclings.report import Report

#: Grades one file: given an exercise's slug, the answer and the seed; None for a drawn one.
Grade = Callable[[str, Path, int | None], Report]


class Series:
    """Stands in for pytest's loop over the rules: runs those of one answer, on demand.

    Args:
        root: The kit's folder.
        serve: Called once, with what grades an answer; the session ends when it returns.
        patience_wall_seconds: No further rule runs after one that failed after so long.
    """

    def __init__(
        self, root: Path, serve: Callable[[Grade], None], patience_wall_seconds: float
    ) -> None:
        self._root = root
        self._serve = serve
        self._patience_wall_seconds = patience_wall_seconds

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Serve, unless a grader could not be read: then pytest says why."""
        if session.testsfailed:
            return None
        plugin = session.config.pluginmanager.get_plugin("asynclings-usher")
        usher: Usher = plugin  # type: ignore[assignment]
        rules: dict[str, list[pytest.Item]] = {}
        for item, target in usher.judge.targets.items():
            rules.setdefault(target.slug, []).append(item)

        def grade(slug: str, answer: Path, seed: int | None) -> Report:
            usher.ledger.clear(usher.ledger.seed if seed is None else seed)
            usher.judge.aim_at(answer, rules[slug])
            usher.expect(rules[slug])
            for item in rules[slug]:
                failed, begun = session.testsfailed, REAL.monotonic()
                item.ihook.pytest_runtest_protocol(item=item, nextitem=None)
                took = REAL.monotonic() - begun
                if session.testsfailed > failed and took > self._patience_wall_seconds:
                    break
            usher.next_answer()
            return usher.ledger.report(self._root)

        if usher.workers is not None:
            from asynclings.rooms.rehearsal import rehearse  # who learns needs no rooms

            usher.workers.warm = rehearse
            rehearse(usher.workers)
        self._serve(grade)
        return True
