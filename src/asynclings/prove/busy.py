"""Processes that keep the machine busy, to show that verdicts do not depend on it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

#: Ends by itself when whoever started it is gone.
_BUSY = "import os\nparent = os.getppid()\nwhile os.getppid() == parent: sum(range(100_000))"


@contextmanager
def busy(processes: int) -> Iterator[None]:
    """Have so many *processes* compute without a pause meanwhile."""
    command = [sys.executable, "-I", "-S", "-c", _BUSY]
    running = [subprocess.Popen(command) for _ in range(processes)]
    try:
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()
