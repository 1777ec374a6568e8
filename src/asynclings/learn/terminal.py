"""The terminal while it is ours: its other screen, its keys one by one, given back in the end."""

from __future__ import annotations

import asyncio
import codecs
import contextlib
import os
import re
import shutil
import sys
import threading
from collections.abc import Callable
from typing import Any

from asynclings.drawing.text import Line
from asynclings.learn.keys import keys
from asynclings.render.page import Page
from asynclings.render.terminal import inked

#: Other screen, no cursor, lines that do not wrap; and all of it back.
ENTER, LEAVE = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J", "\x1b[?7h\x1b[?25h\x1b[?1049l"

#: Nothing is shown between these until the frame is whole, where a terminal knows them.
BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"

_LINK_ID = re.compile(r"\x1b\]8;id=[^;]*;")


def is_there() -> bool:
    """Tell whether a person sits at a terminal that can be drawn on."""
    dumb = os.environ.get("TERM") == "dumb"
    return not dumb and sys.stdin.isatty() and sys.stdout.isatty()


class Terminal:
    """Draws frames, and tells of keys.

    Args:
        on_key: Called in the event loop with the name of each key; ``eof`` when nobody is there.
    """

    def __init__(self, on_key: Callable[[str], None]) -> None:
        from rich.console import Console

        self._console = Console()
        self._on_key = on_key
        self._shown: list[str] = []
        self._was: Any = None
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.is_ours = False

    def size(self) -> tuple[int, int]:
        """Return columns and lines."""
        with contextlib.suppress(OSError, ValueError):  # COLUMNS in the environment may be stale
            columns, lines = os.get_terminal_size(sys.stdout.fileno())
            if columns and lines:  # some terminals never say how large they are
                return columns, lines
        return shutil.get_terminal_size()

    def page(self) -> Page:
        """Return what sets lines for the terminal as it is now."""
        return Page(self.size()[0] - 1, ascii=self._console.options.ascii_only)

    def enter(self) -> None:
        """Take the terminal."""
        self.is_ours = True
        self._shown = []
        self._write(ENTER)
        if sys.platform == "win32":
            loop = asyncio.get_running_loop()
            threading.Thread(target=self._read_windows, args=(loop,), daemon=True).start()
            return
        import termios
        import tty

        fd = sys.stdin.fileno()
        self._was = termios.tcgetattr(fd)
        tty.setcbreak(fd, termios.TCSANOW)
        asyncio.get_running_loop().add_reader(fd, self._read)

    def leave(self) -> None:
        """Give the terminal back as it was."""
        if not self.is_ours:
            return
        self.is_ours = False
        with contextlib.suppress(OSError):  # it may be gone
            self._write(LEAVE)
        if sys.platform != "win32" and self._was is not None:
            import termios

            fd = sys.stdin.fileno()
            with contextlib.suppress(RuntimeError):  # no loop runs any longer
                asyncio.get_running_loop().remove_reader(fd)
            with contextlib.suppress(termios.error):
                termios.tcsetattr(fd, termios.TCSADRAIN, self._was)

    def draw(self, frame: list[Line]) -> None:
        """Show *frame*, a line for each of the terminal; only what has changed is written."""
        if not self.is_ours:
            return
        lines = self._inked(frame)
        if len(lines) != len(self._shown):
            self._shown = []
        old: list[str | None] = [*self._shown] or [None] * len(lines)
        changed = "".join(
            f"\x1b[{row};1H\x1b[K{line}"
            for row, (line, was) in enumerate(zip(lines, old, strict=True), 1)
            if line != was
        )
        self._shown = lines
        if changed:
            self._write(f"{BEGIN}{changed}{END}")

    def forget(self) -> None:
        """Draw everything the next time: what is shown may be spoilt."""
        self._shown = []
        if self.is_ours:
            self._write("\x1b[2J")

    def _inked(self, frame: list[Line]) -> list[str]:
        """Return *frame* with the terminal's own colours."""
        with self._console.capture() as capture:
            self._console.print(inked(frame), end="", soft_wrap=True, highlight=False)
        # rich draws an id for each link, so that no line would ever stay as it is.
        return _LINK_ID.sub("\x1b]8;;", capture.get()).split("\n")[: len(frame)]

    def _write(self, text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()

    def _read(self) -> None:
        try:
            data = os.read(sys.stdin.fileno(), 1024)
        except OSError:
            data = b""
        if not data:
            asyncio.get_running_loop().remove_reader(sys.stdin.fileno())
            self._on_key("eof")
        for key in keys(self._decoder.decode(data)):
            self._on_key(key)

    def _read_windows(self, loop: asyncio.AbstractEventLoop) -> None:
        if sys.platform == "win32":
            import msvcrt

            while self.is_ours:
                for key in keys(msvcrt.getwch()):
                    loop.call_soon_threadsafe(self._on_key, key)
