"""What a batch says while it runs: a bar on a terminal, lines in a log."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from asynclings.printable import safe

#: Real seconds between two lines in a log; a result that the kit could not judge is told at once.
LINE_WALL_SECONDS = 5.0

#: Of the rate and the time left: what came in the last while, not since the beginning.
RATE_WALL_SECONDS = 60.0


class Screen(Console):
    """Where a batch speaks to a person; when nobody reads any longer, the work goes on."""

    def __init__(self, *, error: bool) -> None:
        # `stderr` is rich's name: standard output may be a program's.
        super().__init__(stderr=error, highlight=False, markup=False, emoji=False)

    def on_broken_pipe(self) -> None:
        """Say no more."""
        self.quiet = True
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), (sys.stderr if self.stderr else sys.stdout).fileno()
        )

    def say(self, text: str = "", style: str = "") -> None:
        """Write *text*, whatever is in it, without breaking its lines."""
        for line in text.split("\n"):
            shown = safe(line, ascii=self.options.ascii_only)
            self.print(Text(shown, style), soft_wrap=True)
        if not self.quiet:
            self.file.flush()


class Counter(Protocol):
    """Told of each result."""

    def step(self, *, fresh: bool) -> None:
        """Note that one more is there, graded now or taken over."""


@contextmanager
def counting(screen: Screen, total: int) -> Iterator[Counter]:
    """Give what is to be told of each of *total* results, and shows how far it is."""
    if screen.is_terminal:
        with _progress(screen) as progress:
            yield _Bar(progress, total)
        return
    lines = _Lines(screen, total)
    yield lines
    lines.say()


class _Rate(ProgressColumn):
    """How many are graded in a second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "", "cyan")


def _progress(screen: Screen) -> Progress:
    return Progress(
        TextColumn("grading"),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(compact=True),
        console=screen,
        speed_estimate_period=RATE_WALL_SECONDS,
        transient=True,
    )


class _Bar:
    """Moves a bar; what is taken over is no work, so it does not count for the time left."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._task = progress.add_task("", total=total)

    def step(self, *, fresh: bool) -> None:
        if fresh:
            self._progress.advance(self._task)
        else:
            self._total -= 1
            self._progress.update(self._task, total=self._total)


class _Lines:
    """Writes a line now and then."""

    def __init__(self, screen: Screen, total: int) -> None:
        self._screen = screen
        self._total = total
        self._done = self._fresh = 0
        self._begun = self._said = time.monotonic()
        self._shown = -1

    def step(self, *, fresh: bool) -> None:
        self._done += 1
        self._fresh += fresh
        if time.monotonic() - self._said >= LINE_WALL_SECONDS:
            self.say()

    def say(self) -> None:
        if self._shown == self._done:
            return
        self._said, self._shown = time.monotonic(), self._done
        rate = self._fresh / max(self._said - self._begun, 1e-3)
        text = f"{self._done} of {self._total} done"
        if self._fresh:
            text += f", {rate:.1f}/s"
            if left := self._total - self._done:
                text += f", {_duration(left / rate)} left"
        self._screen.say(text)


def _duration(wall_seconds: float) -> str:
    minutes, seconds = divmod(round(wall_seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
