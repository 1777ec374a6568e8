"""Virtual seconds laid on columns of text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from asynclings.drawing.lanes import Bar
from asynclings.drawing.strokes import Strokes

#: Columns from one number of the ruler to the next, about.
TICK_WIDTH = 10


class Axis:
    """Maps virtual seconds from 0 to *horizon* on at most *width* columns.

    Columns that are left over when all ticks are equally far apart stay empty.

    Attributes:
        horizon: The last instant, in virtual seconds.
        width: Columns in use.
    """

    def __init__(self, horizon: float, width: int) -> None:
        self.horizon = horizon
        self._step = round_step(horizon, max(1, width // TICK_WIDTH))
        steps = horizon / self._step
        self._columns_a_step = max(1, math.floor((width - 1) / steps)) if steps else 1
        self.width = min(width, round(steps * self._columns_a_step) + 1) if steps else width

    def column(self, instant: float) -> int:
        """Return the column of *instant*, in virtual seconds."""
        return min(self.width - 1, round(instant / self._step * self._columns_a_step))

    def ruler(self, line: str) -> str:
        """Return the axis: a *line* with numbers in it, each beginning at its instant.

        The last number may reach a few columns beyond the axis; one that would touch the
        number before it is left out.
        """
        text = ""
        for tick, label in ticks(self.horizon, self._step):
            if not text or self.column(tick) > len(text):
                text = text.ljust(self.column(tick), line) + label
        return text.ljust(self.width, line) + " s"

    def paint(self, bars: Iterable[Bar], pens: Strokes, *, expected: bool = False) -> str:
        """Return *bars*, which do not overlap, as text of `width` columns."""
        row = [" "] * self.width
        for bar in bars:
            pen = pens.pen(bar, expected=expected)
            left = self.column(bar.start)
            right = self.width - 1 if bar.is_open else self.column(bar.last)
            joined = row[left] in pen.ends
            for column in range(left + 1, right):
                row[column] = pen.line
            row[right] = pens.end_of(bar) or pen.right
            if left == right:
                row[left] = pens.end_of(bar) or pen.point
            else:
                row[left] = pen.joint if joined else pen.left
        return "".join(row)


def ticks(horizon: float, step: float) -> Iterator[tuple[float, str]]:
    """Yield the instants from 0 to *horizon*, *step* virtual seconds apart, with their labels."""
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    for number in range(int(horizon / step + 1e-9) + 1):
        yield number * step, f"{number * step:.{decimals}f}"


def round_step(horizon: float, most: int) -> float:
    """Return the shortest round step with which *most* of them reach *horizon*.

    Round is 1, 2 or 5 times a power of ten. The step is not longer than *horizon*, so
    that an axis has a second number, where that takes more of them than *most*.
    """
    if horizon <= 0:
        return 1.0
    magnitude: float = 10.0 ** math.floor(math.log10(horizon / most))
    steps = [factor * magnitude for factor in (1, 2, 5, 10) if factor * magnitude <= horizon]
    return next((step for step in steps if step * most >= horizon * 0.999), steps[-1])


def seconds(value: float) -> str:
    """Return *value*, in virtual seconds, with as many decimals as it has, at least one."""
    whole, _, rest = f"{value:.6f}".partition(".")
    return f"{whole}.{rest.rstrip('0') or '0'}"
