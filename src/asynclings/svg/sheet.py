"""Where everything stands in a picture: names, bars, numbers, on one axis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from asynclings.drawing.axis import round_step, seconds, ticks
from asynclings.drawing.lanes import MOST_LANES, Bar, Lane, Picture, how_many, picture
from asynclings.printable import cells, safe, shorten
from asynclings.svg.shapes import LANE, bar_shape, number, sample, text, written
from asynclings.svg.style import PATTERNS, STYLE

#: Width of a picture in pixels: what a README shows without scaling it.
WIDTH = 760

#: Space round everything, and between columns.
MARGIN = 24

#: Width of a character of the names and of the numbers, in pixels.
NAME_CHARACTER, NUMBER_CHARACTER = 7.9, 7.3

#: Longer names are shortened in their middle; the column leaves room for ``happened``.
MAX_NAME, MIN_NAME = 26, 9

#: Height of the line ``expected`` or ``happened``, in pixels.
HEADING = 22

#: About how many numbers the axis has.
TICKS = 5


def timeline_svg(
    title: str,
    expected: Sequence[dict[str, Any]],
    happened: Sequence[dict[str, Any]],
    *,
    most_lanes: int = MOST_LANES,
    until: float = 0.0,
    in_page: bool = False,
) -> str:
    """Return a picture, complete in itself: no script, no font, nothing from elsewhere.

    Args:
        title: What stands above it.
        expected: Spans as `asynclings.timeline.Span.to_json` writes them; may be empty.
        happened: The same.
        most_lanes: How many lanes each half has at most.
        until: When the scenario was over, in virtual seconds.
        in_page: Whether the page around it has the style and the patterns, once for all of
            its pictures.
    """
    shown = picture(expected, happened, most_lanes, until=until)
    return _Sheet(title, shown).svg(in_page=in_page)


class _Sheet:
    """Three columns (names, bars, numbers), two halves (expected, happened)."""

    def __init__(self, title: str, shown: Picture) -> None:
        self.title, self.shown = title, shown
        lanes = (*shown.expected, *shown.happened)
        names = [min(MAX_NAME, cells(safe(lane.name))) for lane in lanes]
        names += [len("event loop")] if shown.blocks else []
        notes = [cells(note_of(lane)) for lane in lanes]
        notes += [len(note_of(Lane("", shown.blocks)))] if shown.blocks else []
        self.left = MARGIN + max(*names, MIN_NAME) * NAME_CHARACTER + 20
        self.right = WIDTH - MARGIN - max(notes, default=4) * NUMBER_CHARACTER - 20
        self.parts: list[str] = []
        self.y = 0.0

    def svg(self, *, in_page: bool) -> str:
        """Return the whole picture; without its style where the page has it."""
        top = self._head()
        if self.shown.expected:
            self._half("expected", self.shown.expected, self.shown.more_expected, "asked")
            self.y += 10
        band = self._happened()
        height = number(self.y + MARGIN - 8)
        size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
        edge = f'width="{WIDTH - 1}" height="{number(float(height) - 1)}" rx="8"'
        lines = [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="asynclings" role="img" {size}>',
            f"<title>{written(self.title)}</title>",
            *([] if in_page else [f"<style>\n{STYLE}</style>", f"<defs>\n{PATTERNS}\n</defs>"]),
            f'<rect class="paper" x="0.5" y="0.5" {edge}/>',
            *band,
            *self._grid(top),
            *self.parts,
            "</svg>\n",
        ]
        return "\n".join(lines)

    def _head(self) -> float:
        """Write title and axis; return where the lines of the axis begin."""
        self.parts.append(text(MARGIN, MARGIN + 12, self.title, "title"))
        self.y = MARGIN + 38.0
        marks = self._ticks()
        for count, (instant, label) in enumerate(marks, 1):
            self.parts.append(text(self._x(instant), self.y, label, "number", "middle"))
            if count == len(marks):
                beside = self._x(instant) + (len(label) / 2 + 0.7) * NUMBER_CHARACTER
                self.parts.append(text(beside, self.y, "s", "number"))
        self.y += 10
        return self.y

    def _half(self, name: str, lanes: Sequence[Lane], more: int, classes: str) -> None:
        self.parts.append(text(MARGIN, self.y + 14, name, "half quiet"))
        if any(lane.differs and lane.bars for lane in lanes):
            self.parts += [sample(self.left, self.y + 9.5, "seen wrong")]
            self.parts += [text(self.left + 32, self.y + 14, "not as expected", "number")]
        self.y += HEADING
        for lane in lanes:
            wrong = lane.differs or any(bar.is_open for bar in lane.bars)
            self._lane(lane, f"{classes} wrong" if wrong and classes == "seen" else classes)
        if more:
            self.parts.append(text(MARGIN, self.y + 18, f"… {more} more like these", "quiet"))
            self.y += LANE

    def _lane(self, lane: Lane, classes: str) -> None:
        middle = self.y + LANE / 2
        name = shorten(safe(lane.name), MAX_NAME)
        strong = {"alarm": "number alarm", "seen wrong": "number wrong"}.get(classes, "number")
        self.parts.append(text(MARGIN, middle + 4.5, name))
        for bar in lane.bars:
            self.parts.append(bar_shape(bar, self._x(bar.start), self._end(bar), middle, classes))
        self.parts.append(text(self.right + 20, middle + 4.5, note_of(lane), strong))
        self.y += LANE

    def _happened(self) -> list[str]:
        """Write the lower half; return the bands behind it in which the loop stood still."""
        blocks = self.shown.blocks
        top = self.y + HEADING
        self._half("happened", self.shown.happened, self.shown.more_happened, "seen")
        if not blocks:
            return []
        self._lane(Lane("event loop", blocks), "alarm")
        causes = {f"{bar.name} at {bar.where}" if bar.where else bar.name for bar in blocks}
        for cause in sorted(causes)[:3]:
            self.parts.append(text(self.left, self.y + 12, f"blocked: {cause}", "number alarm"))
            self.y += 20
        return [self._band(bar, top) for bar in blocks]

    def _band(self, bar: Bar, top: float) -> str:
        x, width = self._x(bar.start), self._end(bar) - self._x(bar.start)
        place = f'x="{number(x)}" y="{number(top)}"'
        size = f'width="{number(width)}" height="{number(self.y - top)}"'
        return f'<rect class="band" {place} {size}/>'

    def _grid(self, top: float) -> Iterator[str]:
        for instant, _ in self._ticks():
            x = number(self._x(instant))
            bottom = number(self.y)
            yield f'<line class="grid" x1="{x}" y1="{number(top)}" x2="{x}" y2="{bottom}"/>'

    def _ticks(self) -> list[tuple[float, str]]:
        horizon = self.shown.horizon
        return list(ticks(horizon, round_step(horizon, TICKS)))

    def _x(self, instant: float) -> float:
        horizon = self.shown.horizon
        return self.left + (self.right - self.left) * (instant / horizon if horizon else 0.0)

    def _end(self, bar: Bar) -> float:
        return self.right if bar.end is None else self._x(bar.end)


def note_of(lane: Lane) -> str:
    """Return what stands at the right of *lane*: when it was, how it ended."""
    if not lane.bars:
        return "never"
    first, last = lane.bars[0].start, lane.bars[-1].last
    endings = [bar.outcome for bar in lane.bars if bar.outcome not in ("", "returned")]
    still_open = any(bar.is_open for bar in lane.bars)
    words = ["still running"] if still_open else endings[-1:]
    when = seconds(first)
    if still_open:
        when += " –"  # noqa: RUF001
    elif last > first:
        when += f" – {seconds(last)}"  # noqa: RUF001
    return safe(" ".join(filter(None, [when, how_many(lane.bars), *words])))
