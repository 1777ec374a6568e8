"""A terminal that says nothing, where pytest must not write."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest


class Silence:
    """Stands in for pytest's terminal reporter, whose writer other plugins ask for."""

    def __init__(self, writer: Any) -> None:
        writer._file = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115, SLF001
        self._tw = writer


def silence(config: pytest.Config) -> None:
    """Let pytest write nothing from now on."""
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if terminal is not None and not isinstance(terminal, Silence):
        config.pluginmanager.unregister(terminal)
        config.pluginmanager.register(Silence(terminal._tw), "terminalreporter")  # noqa: SLF001
