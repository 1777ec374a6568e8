"""A session that has read its graders, and waits until an answer is to be judged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from asynclings.plugin.listener import Listener
from asynclings.report import Report


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

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self) -> None:
        """Wait; the rules run then."""
        self._wait()

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Hand the report over, unless the caller of pytest has to hear of an error first."""
        if exitstatus in (0, 1) and not self._listener.errors and self._listener.usher is not None:
            root: Path = session.config.rootpath
            self._deliver(self._listener.usher.ledger.report(root))
