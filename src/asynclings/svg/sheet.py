"""Where everything stands in a picture: names, bars, numbers, on one axis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from asynclings.drawing.axis import round_step, ticks
from asynclings.drawing.lanes import MOST_LANES, Bar, Lane, Picture, picture
from asynclings.printable import cells, safe, shorten
from asynclings.svg.legend import legend
from asynclings.svg.notes import note_of
from asynclings.svg.shapes import LANE, bar_shape, number, text, written
from asynclings.svg.style import PATTERNS, STYLE

#: Width of a picture in pixels: what a README shows without scaling it.
WIDTH = 760

#: Where a picture is narrower than this, names stand above their bars.
STACKED_BELOW = 560

#: Height of a lane whose name stands above its bars, in pixels.
STACKED_LANE = 46

#: Width of a character of the names, of the numbers and of the title, in pixels.
NAME_CHARACTER, NUMBER_CHARACTER, TITLE_CHARACTER = 7.9, 7.3, 9.2

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
    width: int = WIDTH,
    in_page: bool = False,
) -> str:
    """Return a picture, complete in itself: no script, no font, nothing from elsewhere.

    Args:
        title: What stands above it.
        expected: Spans as `asynclings.timeline.Span.to_json` writes them; may be empty.
        happened: The same.
        most_lanes: How many lanes each half has at most.
        until: When the scenario was over, in virtual seconds.
        width: In pixels.
        in_page: Whether it goes into a page, which has a title, the style and the patterns
            of its own, and replays what happened.
    """
    return _Sheet(title, picture(expected, happened, most_lanes, until=until), width).svg(in_page)


class _Sheet:
    """Three columns (names, bars, numbers), two halves (expected, happened)."""

    def __init__(self, title: str, shown: Picture, width: int) -> None:
        self.title, self.shown, self.width = title, shown, width
        self.margin = 24 if width >= STACKED_BELOW else 14
        self.stacked = width < STACKED_BELOW
        self.left, self.right = self._columns()
        self.parts: list[str] = []
        self.replayed: list[str] = []
        self.y = 0.0

    def _columns(self) -> tuple[float, float]:
        """Return where the bars begin and end."""
        lanes = [*self.shown.expected, *self.shown.happened]
        lanes += [Lane("event loop", self.shown.blocks)] if self.shown.blocks else []
        if self.stacked:
            return self.margin + 8.0, self.width - self.margin - 12.0
        names = [min(MAX_NAME, cells(safe(lane.name))) for lane in lanes]
        notes = [cells(note_of(lane)) for lane in lanes]
        left = self.margin + max(*names, MIN_NAME) * NAME_CHARACTER + 20
        right = self.width - self.margin - max(notes, default=4) * NUMBER_CHARACTER - 20
        return left, max(right, left + 120)

    def svg(self, in_page: bool) -> str:  # noqa: FBT001 - of one caller, which names it
        """Return the whole picture."""
        top = self._head(in_page)
        if self.shown.expected:
            self._half("expected", self.shown.expected, self.shown.more_expected, "asked")
            self.y += 10
        band = self._happened()
        bottom = self.y
        entries, height = legend(self.shown, self.margin, self.width - self.margin, self.y + 10)
        self.y += height + (10 if height else 0)
        height_of_all = number(self.y + self.margin - 8)
        lines = [
            self._root(in_page, height_of_all, top, bottom),
            *([] if in_page else self._own_things(height_of_all)),
            *self._grid(top, bottom),
            *(['<g class="happened">', *band, "</g>"] if band else []),
            *self.parts,
            '<g class="happened">',
            *self.replayed,
            "</g>",
            '<g class="legend">',
            *entries,
            "</g>",
            "</svg>\n",
        ]
        return "\n".join(lines)

    def _root(self, in_page: bool, height: str, top: float, bottom: float) -> str:  # noqa: FBT001
        place = f'viewBox="0 0 {self.width} {height}" width="{self.width}" height="{height}"'
        if not in_page:
            return f'<svg xmlns="http://www.w3.org/2000/svg" class="asynclings" role="img" {place}>'
        axis = {"left": self.left, "right": self.right, "top": top, "bottom": bottom}
        data = "".join(f' data-{name}="{number(value)}"' for name, value in axis.items())
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" class="asynclings" role="group" '
            f'aria-label="{written(self.title)}" {place}{data} '
            f'data-horizon="{self.shown.horizon:.6f}">'
        )

    def _own_things(self, height: str) -> list[str]:
        edge = f'width="{self.width - 1}" height="{number(float(height) - 1)}" rx="8"'
        return [
            f"<title>{written(self.title)}</title>",
            f"<style>\n{STYLE}</style>",
            f"<defs>\n{PATTERNS}\n</defs>",
            f'<rect class="paper" x="0.5" y="0.5" {edge}/>',
        ]

    def _head(self, in_page: bool) -> float:  # noqa: FBT001
        """Write title and axis; return where the lines of the axis begin."""
        self.y = 22.0
        if not in_page:
            room = int((self.width - 2 * self.margin) / TITLE_CHARACTER)
            title = shorten(safe(self.title), room)
            self.parts.append(text(self.margin, self.margin + 12, title, "title"))
            self.y = self.margin + 38.0
        marks = self._ticks()
        for count, (instant, label) in enumerate(marks, 1):
            self.parts.append(text(self._x(instant), self.y, label, "number", "middle"))
            if count == len(marks):
                beside = self._x(instant) + (len(label) / 2 + 0.7) * NUMBER_CHARACTER
                self.parts.append(text(beside, self.y, "s", "number"))
        self.y += 10
        return self.y

    def _half(self, name: str, lanes: Sequence[Lane], more: int, classes: str) -> None:
        self.parts.append(text(self.margin, self.y + 14, name, "half quiet"))
        self.y += HEADING
        for lane in lanes:
            wrong = lane.differs or any(bar.is_open for bar in lane.bars)
            self._lane(lane, f"{classes} wrong" if wrong and classes == "seen" else classes)
        if more:
            self.parts.append(text(self.margin, self.y + 18, f"… {more} more like these", "quiet"))
            self.y += LANE

    def _lane(self, lane: Lane, classes: str) -> None:
        above = STACKED_LANE - LANE if self.stacked else 0
        middle = self.y + above + LANE / 2
        words = self.y + 13.5 if self.stacked else middle + 4.5
        strong = {"alarm": "number alarm", "seen wrong": "number wrong"}.get(classes, "number")
        note = note_of(lane)
        if self.stacked:
            room = int((self.width - 2 * self.margin - 10 - cells(note) * NUMBER_CHARACTER) / 7.9)
            self.parts.append(text(self.width - self.margin, words, note, strong, "end"))
        else:
            room = MAX_NAME
            self.parts.append(text(self.right + 20, words, note, strong))
        self.parts.append(text(self.margin, words, shorten(safe(lane.name), max(room, MIN_NAME))))
        drawn = self.parts if classes == "asked" else self.replayed
        for bar in (*lane.waits, *lane.bars):
            drawn.append(bar_shape(bar, self._x(bar.start), self._end(bar), middle, classes))
        self.y += LANE + above

    def _happened(self) -> list[str]:
        """Write the lower half; return the bands behind it in which the loop stood still."""
        blocks = self.shown.blocks
        top = self.y + HEADING
        self._half("happened", self.shown.happened, self.shown.more_happened, "seen")
        if not blocks:
            if not self.shown.happened:
                self.parts.append(text(self.margin, self.y + 18, "nothing", "quiet"))
                self.y += LANE
            return []
        self._lane(Lane("event loop", blocks), "alarm")
        causes = {f"{bar.name} at {bar.where}" if bar.where else bar.name for bar in blocks}
        for cause in sorted(causes)[:3]:
            room = int((self.width - self.margin - self.left) / NUMBER_CHARACTER)
            words = shorten(safe(f"blocked: {cause}"), room)
            self.parts.append(text(self.left, self.y + 12, words, "number alarm"))
            self.y += 20
        return [self._band(bar, top) for bar in blocks]

    def _band(self, bar: Bar, top: float) -> str:
        x, width = self._x(bar.start), self._end(bar) - self._x(bar.start)
        place = f'x="{number(x)}" y="{number(top)}"'
        size = f'width="{number(width)}" height="{number(self.y - top)}"'
        return f'<rect class="band" {place} {size}/>'

    def _grid(self, top: float, bottom: float) -> Iterator[str]:
        for instant, _ in self._ticks():
            x, y = number(self._x(instant)), (number(top), number(bottom))
            yield f'<line class="grid" x1="{x}" y1="{y[0]}" x2="{x}" y2="{y[1]}"/>'

    def _ticks(self) -> list[tuple[float, str]]:
        horizon = self.shown.horizon
        return list(ticks(horizon, round_step(horizon, TICKS)))

    def _x(self, instant: float) -> float:
        horizon = self.shown.horizon
        return self.left + (self.right - self.left) * (instant / horizon if horizon else 0.0)

    def _end(self, bar: Bar) -> float:
        return self.right if bar.end is None else self._x(bar.end)
