"""A small kit as it is shipped, and a terminal on which `learn` runs."""

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path

import pyte
import pytest

from asynclings.shipped import STUBS, digest

CHECKOUT = Path(__file__).parents[2]

STUB = '''"""Double what a service says.

Check:  nox -s grade -- double
"""


async def double(ask):
    """Return twice what `ask` says. Ask once."""
    # TODO: ask.
    raise NotImplementedError
'''

HINTS = "# Hints\n\n## Hint 1\n\nAsk.\n\n## Hint 2\n\nWait.\n\n## Hint 3\n\nDouble.\n"

#: How long a busy machine may take for anything.
PATIENCE = 60


@pytest.fixture
def kit(small_kit):
    """A kit of two untouched stubs with hints."""
    for stem in ("01_double", "02_again"):
        small_kit.write(f"exercises/01_first/{stem}.py", STUB)
        small_kit.write(f"exercises/01_first/{stem}.hints.md", HINTS)
    small_kit.write("exercises/01_first/README.md", "# Chapter 1: first\n\nOne thing at a time.\n")
    hashed = "".join(f"{digest(STUB.encode())}  {stem}.py\n" for stem in ("01_double", "02_again"))
    small_kit.write(f"graders/01_first/{STUBS}", hashed)
    small_kit.stub = small_kit.root / "exercises/01_first/01_double.py"
    return small_kit


class Seat:
    """A person at a terminal of some size, in which a command of the kit runs."""

    def __init__(self, kit, *arguments, columns=80, lines=30, **environment):
        self.display = pyte.Screen(columns, lines)
        self.stream = pyte.ByteStream(self.display)
        self.written = b""
        self.code = None
        self.pid, self.fd = pty.fork()
        if not self.pid:
            os.chdir(kit.root)
            path = {"PYTHONPATH": str(CHECKOUT / "src"), "ASYNCLINGS_ROOT": str(kit.root)}
            kept = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "LINES")}
            environment = kept | path | {"TERM": "xterm-256color"} | environment
            command = [sys.executable, "-P", "-m", "asynclings", *arguments]
            os.execve(sys.executable, command, environment)
        self.resize(columns, lines)

    def resize(self, columns, lines):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.display.resize(lines, columns)
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGWINCH)

    def text(self):
        """Return what can be seen."""
        return "\n".join(line.rstrip() for line in self.display.display)

    def press(self, keys):
        os.write(self.fd, keys.encode())

    def sees(self, wanted):
        """Wait until *wanted* can be seen; fail with what is there instead."""
        self._until(lambda: wanted in self.text(), wanted)

    def no_longer_sees(self, unwanted):
        self._until(lambda: unwanted not in self.text(), f"no {unwanted}")

    def ends(self):
        """Wait until the command has ended; return its exit code."""
        self._until(lambda: self.code is not None, "the end")
        return self.code

    def _until(self, happened, wanted):
        deadline = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < deadline, f"{wanted!r} was not seen:\n{self.text()}"
            self._read()

    def _read(self):
        data = b""
        if select.select([self.fd], [], [], 0.1)[0]:
            with contextlib.suppress(OSError):  # how Linux says that nobody writes any longer
                data = os.read(self.fd, 1 << 16)
        self.written += data
        self.stream.feed(data)
        if not data and self.code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.code = os.waitstatus_to_exitcode(status) if pid else None

    def close(self):
        if self.code is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)


@pytest.fixture
def sit(kit):
    """Sit down at a terminal: a call starts a command of the kit there."""
    with contextlib.ExitStack() as seats:

        def down(*arguments, **options):
            seat = Seat(kit, *arguments, **options)
            seats.callback(seat.close)
            return seat

        yield down
