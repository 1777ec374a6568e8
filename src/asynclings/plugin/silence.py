"""A terminal that says nothing, where pytest must not write."""

from __future__ import annotations

import io
from typing import Any

import pytest


class _Nowhere(io.TextIOBase):
    """A file that forgets what is written to it; none that could be left open."""

    def write(self, text: str) -> int:
        return len(text)


class Silence:
    """Stands in for pytest's terminal reporter, whose writer other plugins ask for."""

    def __init__(self, writer: Any) -> None:
        writer._file = _Nowhere()  # noqa: SLF001
        self._tw = writer


def silence(config: pytest.Config) -> None:
    """Let pytest write nothing from now on."""
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if terminal is not None and not isinstance(terminal, Silence):
        config.pluginmanager.unregister(terminal)
        config.pluginmanager.register(Silence(terminal._tw), "terminalreporter")  # noqa: SLF001
