"""Takes the terminal's place in a silent run: keeps the ledger with what went wrong."""

from __future__ import annotations

import pytest

from asynclings.plugin.silence import silence
from asynclings.plugin.usher import Usher


class Listener:
    """Listens to one pytest session that says nothing itself.

    Attributes:
        usher: Has the ledger; None when pytest never got that far.
        errors: Texts of errors in graders, in pytest, in the kit.
    """

    def __init__(self) -> None:
        self.usher: Usher | None = None
        self.errors: list[str] = []

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Silence the terminal; its plugin must have been there for its options."""
        silence(config)
        self.usher = config.pluginmanager.get_plugin("asynclings-usher")
        if self.usher is not None:
            self.usher.judge.is_heard = False

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep the text of a grader that cannot be imported."""
        if report.failed:
            self.errors.append(str(report.longrepr))

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Keep why the plugin had the session end."""
        if isinstance(excinfo.value, pytest.exit.Exception):
            self.errors.append(str(excinfo.value))

    def pytest_internalerror(self, excrepr: object) -> None:
        """Keep the text of an error in pytest or in the kit."""
        self.errors.append(str(excrepr))
