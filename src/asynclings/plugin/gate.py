"""A session that has read its graders, and waits until an answer is to be judged."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from asynclings.clock.real import REAL
from asynclings.plugin.listener import Listener
from asynclings.report import Report

#: A rule that fails after so long has hung; the next one would, too, while a learner waits.
PATIENCE_WALL_SECONDS = 4.0


class Gate:
    """Holds one pytest session before its first rule; hands its report over after the last.

    Args:
        wait: Returns when the rules may run.
        deliver: Called with the report, before pytest tidies up.
        listener: Hears whether anything went wrong.
    """

    def __init__(
        self, wait: Callable[[], None], deliver: Callable[[Report], None], listener: Listener
    ) -> None:
        self._wait = wait
        self._deliver = deliver
        self._listener = listener
        self._gave_up = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self) -> None:
        """Wait; the rules run then."""
        self._wait()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(
        self, item: pytest.Item
    ) -> Generator[None, bool | None, bool | None]:
        """Run no further rule after one that hung; those are not reached."""
        begun = REAL.monotonic()
        done = yield
        took = REAL.monotonic() - begun
        if item.session.testsfailed and took > PATIENCE_WALL_SECONDS:
            item.session.shouldstop, self._gave_up = "a rule hung", True
        return done

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Hand the report over, unless the caller of pytest has to hear of an error first."""
        is_whole = exitstatus in (0, 1) or self._gave_up
        if is_whole and not self._listener.errors and self._listener.usher is not None:
            root: Path = session.config.rootpath
            self._deliver(self._listener.usher.ledger.report(root))
